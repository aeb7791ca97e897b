package io.fairlead.imu.media;

import java.util.Optional;

/**
 * What is known of an image without decoding it, in the words of the IMu API ("Multimedia Files").
 *
 * @param format the format's name, such as {@code jpeg}
 * @param height in pixels
 * @param width in pixels
 * @param bitsPerPixel the colour depth
 * @param colourSpace such as {@code RGB} or {@code Gray}
 * @param compression such as {@code JPEG}; {@code None} where there is none
 * @param imageType such as {@code TrueColor}, {@code GrayscaleMatte} or {@code Palette}
 * @param numberColours how many colours the image can have
 * @param numberPages how many images the file has
 * @param planes how many values a pixel has
 * @param quality from 1 to 100; of JPEG only
 * @param resolution in pixels an inch, where the file says
 */
record ImageInfo(
        String format,
        int height,
        int width,
        int bitsPerPixel,
        String colourSpace,
        String compression,
        String imageType,
        long numberColours,
        int numberPages,
        int planes,
        Optional<Integer> quality,
        Optional<Integer> resolution) {
    long pixels() {
        return (long) height * width;
    }
}
