package io.fairlead.catalogue.jdbc;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * How text is made alike before it is compared: compatibility decomposition (NFKD), marks dropped, case folded; and how
 * it is cut into words, runs of Unicode letters and digits.
 */
final class Fold {
    private static final char FINAL_SIGMA = 'ς';
    private static final char SIGMA = 'σ';

    private Fold() {}

    /** Returns the folded text. */
    static String fold(String text) {
        return isAscii(text) ? text.toLowerCase(Locale.ROOT) : foldAny(text);
    }

    /** Returns the text with marks and case left as they are, for comparisons that respect them. */
    static String decompose(String text) {
        return isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFKD);
    }

    /** Returns the words of a text that is folded already, each once, in their order. */
    static Set<String> words(String folded) {
        Set<String> words = new LinkedHashSet<>();
        addWords(folded, words);
        return words;
    }

    /** Adds the words of a folded text to a collection. */
    static void addWords(String folded, java.util.Collection<String> words) {
        int start = -1;
        int at = 0;
        while (at < folded.length()) {
            int letter = folded.codePointAt(at);
            if (Character.isLetterOrDigit(letter)) {
                start = start < 0 ? at : start;
            } else if (start >= 0) {
                words.add(folded.substring(start, at));
                start = -1;
            }
            at += Character.charCount(letter);
        }
        if (start >= 0) {
            words.add(folded.substring(start));
        }
    }

    private static String foldAny(String text) {
        // Upper and then lower folds what has several lower forms; the result can be open to decomposition once more.
        String plain = withoutMarks(text);
        String folded = plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace(FINAL_SIGMA, SIGMA);
        return withoutMarks(folded);
    }

    private static String withoutMarks(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        StringBuilder kept = new StringBuilder(decomposed.length());
        decomposed.codePoints().filter(letter -> !isMark(letter)).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isMark(int letter) {
        int type = Character.getType(letter);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private static boolean isAscii(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) > 0x7F) {
                return false;
            }
        }
        return true;
    }
}
