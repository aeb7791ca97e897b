package io.fairlead.gateway.tmax;

import io.fairlead.gateway.tmax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Cuts the file into words and signs; {@code #} begins a comment. */
final class Tokens {
    private static final String QUOTES = "\"\u201c\u201d\u201f";
    private static final String ENDS_WORD = " \t\r\n=,#" + QUOTES;

    private final String text;
    private final Slips slips;
    private final List<Token> tokens = new ArrayList<>();
    private int index;
    private int line = 1;
    private int lineStart;
    private int next;

    private Tokens(String text, Slips slips) {
        this.text = text;
        this.slips = slips;
    }

    static Tokens of(String text, Slips slips) {
        Tokens tokens = new Tokens(text, slips);
        tokens.cut();
        return tokens;
    }

    /** Returns the token so many places ahead, without taking it. */
    Optional<Token> peek(int ahead) {
        return next + ahead < tokens.size() ? Optional.of(tokens.get(next + ahead)) : Optional.empty();
    }

    /** Tells whether the token so many places ahead is of a kind. */
    boolean is(int ahead, Kind kind) {
        return peek(ahead).map(token -> token.kind() == kind).orElse(false);
    }

    /** Takes the next token; there is one. */
    Token take() {
        return tokens.get(next++);
    }

    private void cut() {
        while (index < text.length()) {
            char one = text.charAt(index);
            if (one == '\n') {
                line++;
                lineStart = ++index;
            } else if (Character.isWhitespace(one) || one == '\uFEFF') {
                index++;
            } else if (one == '#') {
                index = end('\n');
            } else if (one == '=' || one == ',') {
                add(one == '=' ? Kind.EQUALS : Kind.COMMA, String.valueOf(one), 1);
            } else if (QUOTES.indexOf(one) >= 0) {
                quoted();
            } else {
                word(one == '*');
            }
        }
    }

    private void word(boolean section) {
        int end = index + 1;
        while (end < text.length() && ENDS_WORD.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String word = text.substring(section ? index + 1 : index, end);
        add(section ? Kind.SECTION : Kind.WORD, section ? word.toUpperCase(Locale.ROOT) : word, end - index);
    }

    private void quoted() {
        int end = index + 1;
        while (end < text.length() && QUOTES.indexOf(text.charAt(end)) < 0 && text.charAt(end) != '\n') {
            end++;
        }
        boolean closed = end < text.length() && text.charAt(end) != '\n';
        if (!closed) {
            slips.slip(line, "the quote is not closed; it is taken to end with the line");
        } else if (text.charAt(index) != '"' || text.charAt(end) != '"') {
            slips.slip(line, "a typographic quote is read as \"");
        }
        add(Kind.WORD, text.substring(index + 1, end), (closed ? end + 1 : end) - index);
    }

    private void add(Kind kind, String word, int length) {
        tokens.add(new Token(kind, word, line, index - lineStart + 1));
        index += length;
    }

    private int end(char stop) {
        int end = text.indexOf(stop, index);
        return end < 0 ? text.length() : end;
    }
}
