package io.fairlead.dispatcher.dispatch;

import java.util.Locale;

/** Masks of names with {@code *}, {@code ?} and {@code [a-z]}, without regard to case; in time linear in the name. */
public final class Mask {
    private final String mask;

    /** @param mask the mask; without one of these characters it fits one name alone */
    public Mask(String mask) {
        this.mask = mask.toLowerCase(Locale.ROOT);
    }

    static boolean isMask(String name) {
        return name.indexOf('*') >= 0 || name.indexOf('?') >= 0 || name.indexOf('[') >= 0;
    }

    /** Returns whether the whole name fits; of several stars the last one alone is ever tried again. */
    public boolean fits(String name) {
        String text = name.toLowerCase(Locale.ROOT);
        int at = 0;
        int in = 0;
        int star = -1;
        int again = 0;
        while (at < text.length()) {
            int end = in < mask.length() && mask.charAt(in) != '*' ? one(in, text.charAt(at)) : -1;
            if (end > 0) {
                in = end;
                at++;
            } else if (in < mask.length() && mask.charAt(in) == '*') {
                star = in++;
                again = at;
            } else if (star >= 0) {
                in = star + 1;
                at = ++again;
            } else {
                return false;
            }
        }
        while (in < mask.length() && mask.charAt(in) == '*') {
            in++;
        }
        return in == mask.length();
    }

    /** Returns where the mask goes on behind one element that takes a character; -1 where it does not. */
    private int one(int in, char c) {
        char element = mask.charAt(in);
        int close = element == '[' ? mask.indexOf(']', in + 2) : -1;
        if (close < 0) {
            return element == '?' || element == c ? in + 1 : -1;
        }
        boolean negated = mask.charAt(in + 1) == '!' || mask.charAt(in + 1) == '^';
        boolean found = false;
        for (int i = in + (negated ? 2 : 1); i < close; i++) {
            if (i + 2 < close && mask.charAt(i + 1) == '-') {
                found |= c >= mask.charAt(i) && c <= mask.charAt(i + 2);
                i += 2;
            } else {
                found |= c == mask.charAt(i);
            }
        }
        return found != negated ? close + 1 : -1;
    }
}
