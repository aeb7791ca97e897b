package io.fairlead.rdp.wire;

import java.util.Locale;

/** Midas numbers: decimal, with an exponent or one of the suffixes k, m, g and t for powers of a thousand. */
final class Numbers {
    private static final String SUFFIXES = "KMGT";
    private static final double THOUSAND = 1000;
    private static final int MOST_CHARACTERS = 40;

    private Numbers() {}

    static double parse(String key, String text) {
        String digits = text.strip().toUpperCase(Locale.ROOT);
        double factor = 1;
        if (!digits.isEmpty() && SUFFIXES.indexOf(digits.charAt(digits.length() - 1)) >= 0) {
            factor = Math.pow(THOUSAND, SUFFIXES.indexOf(digits.charAt(digits.length() - 1)) + 1);
            digits = digits.substring(0, digits.length() - 1);
        }
        if (digits.length() <= MOST_CHARACTERS && digits.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([ED][+-]?\\d{1,3})?")) {
            double value = Double.parseDouble(digits.replace('D', 'E')) * factor;
            if (Double.isFinite(value)) {
                return value;
            }
        }
        throw new TableException(key + " is no number: " + shortened(text) + "; write it like 2048, 1e5 or 2k");
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }
}
