package io.fairlead.imu.media;

import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.columns.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a file is wanted (the IMu API, "Modifiers").
 *
 * @param height in pixels
 * @param width in pixels
 * @param aspectRatio whether the image's proportions stay as they are where both height and width are given
 * @param format the format to convert to, as {@link ImageInfo#format}
 * @param checksum {@code crc32} or {@code md5}
 * @param resource {@code include} or {@code only}
 * @param base64 whether the file comes as text
 * @param sources the kinds of files to choose from, the best first; none: every kind
 */
record Wish(
        Optional<Integer> height,
        Optional<Integer> width,
        boolean aspectRatio,
        Optional<String> format,
        Optional<String> checksum,
        Optional<String> resource,
        boolean base64,
        List<Resource.Kind> sources) {
    private static final int MOST = 100_000;
    private static final Map<String, String> FORMATS = Map.of(
            "jpg", "jpeg", "jpeg", "jpeg", "png", "png", "gif", "gif", "bmp", "bmp", "tif", "tiff", "tiff", "tiff");

    Wish {
        sources = List.copyOf(sources);
    }

    /**
     * Reads modifiers; of one that is repeated the last counts, save {@code source} and {@code kind}.
     *
     * @throws ImuException {@code MultimediaModifierUnknown}, {@code MultimediaModifierValue} or
     *     {@code MultimediaFormatUnknown}
     */
    static Wish of(List<Modifier> modifiers) {
        Builder wish = new Builder();
        modifiers.forEach(wish::read);
        return new Wish(
                wish.height,
                wish.width,
                wish.aspectRatio,
                wish.format,
                wish.checksum,
                wish.resource,
                wish.base64,
                wish.sources);
    }

    /** Returns whether the image itself is to be changed. */
    boolean changes() {
        return height.isPresent() || width.isPresent() || format.isPresent();
    }

    /** Returns the size that an image of the given size gets, width and then height; at least 1. */
    int[] size(int oldWidth, int oldHeight) {
        if (height.isEmpty() && width.isEmpty()) {
            return new int[] {oldWidth, oldHeight};
        }
        if (height.isPresent() && width.isPresent() && !aspectRatio) {
            return new int[] {width.get(), height.get()};
        }
        double byWidth = width.map(wanted -> wanted / (double) oldWidth).orElse(Double.MAX_VALUE);
        double byHeight = height.map(wanted -> wanted / (double) oldHeight).orElse(Double.MAX_VALUE);
        double scale = Math.min(byWidth, byHeight);
        return new int[] {
            (int) Math.max(1, Math.min(MOST, Math.round(oldWidth * scale))),
            (int) Math.max(1, Math.min(MOST, Math.round(oldHeight * scale)))
        };
    }

    private static final class Builder {
        private Optional<Integer> height = Optional.empty();
        private Optional<Integer> width = Optional.empty();
        private boolean aspectRatio = true;
        private Optional<String> format = Optional.empty();
        private Optional<String> checksum = Optional.empty();
        private Optional<String> resource = Optional.empty();
        private boolean base64;
        private final List<Resource.Kind> sources = new ArrayList<>();

        void read(Modifier modifier) {
            String value = modifier.value().toLowerCase(Locale.ROOT);
            switch (modifier.name().toLowerCase(Locale.ROOT)) {
                case "height" -> height = Optional.of(pixels(modifier));
                case "width" -> width = Optional.of(pixels(modifier));
                case "aspectratio" ->
                    aspectRatio = one(modifier, value, "yes", "no").equals("yes");
                case "checksum" -> checksum = Optional.of(one(modifier, value, "crc32", "md5"));
                case "resource" -> resource = Optional.of(one(modifier, value, "include", "only"));
                case "encoding" ->
                    base64 = one(modifier, value, "base64", "none").equals("base64");
                case "format" -> format = Optional.of(format(value));
                case "source", "kind" ->
                    sources.add(Resource.Kind.valueOf(
                            one(modifier, value, "master", "thumbnail", "resolution", "supplementary")
                                    .toUpperCase(Locale.ROOT)));
                default ->
                    throw new ImuException(
                            "MultimediaModifierUnknown",
                            ImuException.CODE,
                            modifier.name() + " is no modifier",
                            ImuException.cut(modifier.name()));
            }
        }

        private static int pixels(Modifier modifier) {
            if (!modifier.value().matches("[0-9]{1,6}")
                    || Integer.parseInt(modifier.value()) < 1
                    || Integer.parseInt(modifier.value()) > MOST) {
                throw wrong(modifier);
            }
            return Integer.parseInt(modifier.value());
        }

        private static String one(Modifier modifier, String value, String... allowed) {
            if (!List.of(allowed).contains(value)) {
                throw wrong(modifier);
            }
            return value;
        }

        private static String format(String value) {
            return Optional.ofNullable(FORMATS.get(value))
                    .orElseThrow(() -> new ImuException(
                            "MultimediaFormatUnknown",
                            ImuException.CODE,
                            "images cannot be converted to " + value,
                            ImuException.cut(value)));
        }

        private static ImuException wrong(Modifier modifier) {
            return new ImuException(
                    "MultimediaModifierValue",
                    ImuException.CODE,
                    modifier.name() + " cannot be " + modifier.value(),
                    ImuException.cut(modifier.name()),
                    ImuException.cut(modifier.value()));
        }
    }
}
