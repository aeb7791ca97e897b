package io.fairlead.imu.texql;

import io.fairlead.imu.terms.TermsException;
import java.util.Locale;

/** Splits a where clause into words, numbers, strings and signs. */
final class Scanner {
    /** What a token is. */
    enum Kind {
        WORD,
        NUMBER,
        STRING,
        SIGN,
        END
    }

    private final String text;
    private int at;
    private int start;
    private Kind kind = Kind.END;
    private String value = "";

    Scanner(String text) {
        this.text = text;
        advance();
    }

    /** Returns what the present token is. */
    Kind kind() {
        return kind;
    }

    /** Returns the present token's text, of a string what stands between the quotes. */
    String value() {
        return value;
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && value.toLowerCase(Locale.ROOT).equals(word);
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && value.equals(sign);
    }

    /** Goes on if the present token is the word. */
    boolean takeWord(String word) {
        boolean taken = isWord(word);
        if (taken) {
            advance();
        }
        return taken;
    }

    /** Goes on if the present token is the sign. */
    boolean takeSign(String sign) {
        boolean taken = isSign(sign);
        if (taken) {
            advance();
        }
        return taken;
    }

    /** Goes to the next token. */
    void advance() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        start = at;
        if (at == text.length()) {
            kind = Kind.END;
            value = "";
            return;
        }
        char c = text.charAt(at);
        if (c == '\'' || c == '"') {
            string(c);
        } else if (isLetter(c)) {
            run(Kind.WORD);
        } else if (isDigit(c) || (c == '-' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
            at++;
            run(Kind.NUMBER);
        } else {
            sign();
        }
    }

    private void run(Kind found) {
        while (at < text.length()
                && (isDigit(text.charAt(at))
                        || (found == Kind.WORD ? isLetter(text.charAt(at)) : text.charAt(at) == '.'))) {
            at++;
        }
        kind = found;
        value = text.substring(start, at);
    }

    /** Reads a string; a quote inside it is doubled or stands behind a backslash. */
    private void string(char quote) {
        StringBuilder content = new StringBuilder();
        at++;
        while (true) {
            if (at >= text.length()) {
                throw wrong("the quote that ends the string");
            }
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length() && (text.charAt(at) == quote || text.charAt(at) == '\\')) {
                content.append(text.charAt(at++));
            } else if (c != quote) {
                content.append(c);
            } else if (at < text.length() && text.charAt(at) == quote) {
                content.append(quote);
                at++;
            } else {
                break;
            }
        }
        kind = Kind.STRING;
        value = content.toString();
    }

    private void sign() {
        int length = at + 1 < text.length() && "<> <= >= != ==".contains(text.substring(at, at + 2)) ? 2 : 1;
        kind = Kind.SIGN;
        value = text.substring(at, at + length);
        at += length;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    /** Returns the error that something else should stand where the present token stands. */
    TermsException wrong(String expected) {
        String found = text.substring(start, Math.min(text.length(), start + 20));
        return new TermsException(
                "ModuleWhereSyntax",
                "expected " + expected + " where \"" + (found.isEmpty() ? "the end" : found)
                        + "\" stands, at character " + (start + 1) + " of the where clause",
                found,
                (long) start);
    }
}
