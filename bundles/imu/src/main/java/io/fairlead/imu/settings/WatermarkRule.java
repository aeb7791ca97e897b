package io.fairlead.imu.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry of {@code watermarking}: {@code image:<file>:<size>:<position>:<opacity>:<selector>}.
 *
 * @param file the image to lay over others
 * @param size {@code 100x100}, a fraction or a percentage of the image; empty: as it is
 * @param position a point of the compass, or {@code c}
 * @param opacity from 0 to 1
 * @param least the least number of pixels or bytes that it is for
 * @param most the greatest
 * @param ofBytes whether those are bytes of the file
 */
public record WatermarkRule(
        Path file, String size, String position, double opacity, double least, double most, boolean ofBytes) {
    private static final List<String> POSITIONS = List.of("c", "n", "ne", "e", "se", "s", "sw", "w", "nw");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,5})x([0-9]{1,5})|([0-9]*\\.?[0-9]+)(%?)");
    private static final String NUMBER = "([0-9]*\\.?[0-9]+)?(k|ki|m|mi|g|gi)?";
    private static final Pattern SELECTOR = Pattern.compile("(?:" + NUMBER + "-" + NUMBER + "(px|b)?)?");

    /**
     * Reads an entry.
     *
     * @param home relative paths are counted from here
     * @throws IllegalArgumentException with what is wrong
     */
    static WatermarkRule parse(String entry, Path home) {
        String[] parts = entry.split(":", -1);
        if (!parts[0].strip().equals("image") || parts.length < 2 || parts.length > 6) {
            throw new IllegalArgumentException("is not image:file:size:position:opacity:selector");
        }
        Matcher selector = SELECTOR.matcher(part(parts, 5));
        if (!selector.matches()) {
            throw new IllegalArgumentException("has a selector that is not like 40k-3mpx");
        }
        if (!part(parts, 2).isEmpty() && !SIZE.matcher(part(parts, 2)).matches()) {
            throw new IllegalArgumentException("has a size that is not like 100x100, 0.025 or 2.5%");
        }
        String position = part(parts, 3).isEmpty() ? "c" : part(parts, 3);
        if (!POSITIONS.contains(position)) {
            throw new IllegalArgumentException("has a position that is none of " + String.join(" ", POSITIONS));
        }
        return new WatermarkRule(
                home.resolve(expand(parts[1].strip())),
                part(parts, 2),
                position,
                opacity(part(parts, 4)),
                bound(selector.group(1), selector.group(2), 0),
                bound(selector.group(3), selector.group(4), Double.MAX_VALUE),
                "b".equals(selector.group(5)));
    }

    private static String part(String[] parts, int index) {
        return index < parts.length ? parts[index].strip().toLowerCase(Locale.ROOT) : "";
    }

    private static String expand(String file) {
        String home = System.getProperty("user.home");
        return file.startsWith("~/") ? home + file.substring(1) : file.replace("$HOME", home);
    }

    private static double opacity(String text) {
        double opacity = text.isEmpty() ? 0.2 : fraction(text);
        if (opacity < 0 || opacity > 1) {
            throw new IllegalArgumentException("has an opacity that is not from 0 to 1, or 0% to 100%");
        }
        return opacity;
    }

    private static double fraction(String text) {
        try {
            return text.endsWith("%")
                    ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
                    : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("has an opacity that is no number", e);
        }
    }

    private static double bound(String number, String unit, double otherwise) {
        if (number == null) {
            return otherwise;
        }
        double factor =
                switch (unit == null ? "" : unit) {
                    case "k" -> 1e3;
                    case "ki" -> 1 << 10;
                    case "m" -> 1e6;
                    case "mi" -> 1 << 20;
                    case "g" -> 1e9;
                    case "gi" -> 1 << 30;
                    default -> 1;
                };
        return Double.parseDouble(number) * factor;
    }

    /** Returns whether the rule is for an image of so many pixels in a file of so many bytes. */
    public boolean isFor(long pixels, long bytes) {
        double measure = ofBytes ? bytes : pixels;
        return measure >= least && measure <= most;
    }

    /** Returns the size, width and height, that the watermark gets on an image; at least 1, at most the image's. */
    public int[] size(int width, int height, int markWidth, int markHeight) {
        Matcher matcher = SIZE.matcher(size);
        if (size.isEmpty() || !matcher.matches()) {
            return clamped(markWidth, markHeight, width, height);
        }
        if (matcher.group(1) != null) {
            return clamped(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), width, height);
        }
        double part = Double.parseDouble(matcher.group(3)) / (matcher.group(4).isEmpty() ? 1 : 100);
        double scale = Math.sqrt(part * width * height / ((double) markWidth * markHeight));
        return clamped(
                (int) Math.round(Math.min(markWidth * scale, width)),
                (int) Math.round(Math.min(markHeight * scale, height)),
                width,
                height);
    }

    private static int[] clamped(int markWidth, int markHeight, int width, int height) {
        return new int[] {Math.max(1, Math.min(markWidth, width)), Math.max(1, Math.min(markHeight, height))};
    }

    /** Returns the watermark's left edge. */
    public int left(int width, int markWidth) {
        return position.contains("w") ? 0 : position.contains("e") ? width - markWidth : (width - markWidth) / 2;
    }

    /** Returns the watermark's upper edge. */
    public int top(int height, int markHeight) {
        return position.contains("n") ? 0 : position.contains("s") ? height - markHeight : (height - markHeight) / 2;
    }
}
