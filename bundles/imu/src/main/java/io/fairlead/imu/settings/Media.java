package io.fairlead.imu.settings;

import java.nio.file.Path;
import java.util.List;

/**
 * How multimedia files are kept and made.
 *
 * @param path {@code media-path}: the folder of the files
 * @param cacheBytes {@code media-cache}: bytes of images that were made from others, together
 * @param megapixels {@code max-megapixels}: million pixels of an image that is changed, and of all that are at the same time
 * @param uploadBytes {@code max-upload}: bytes of one file that a client sends
 * @param uploadSpaceBytes {@code upload-space}: bytes of files that clients are sending, together
 * @param watermarks what may be laid over images: the first that is for an image is
 */
public record Media(
        Path path,
        long cacheBytes,
        int megapixels,
        long uploadBytes,
        long uploadSpaceBytes,
        List<WatermarkRule> watermarks) {
    public Media {
        watermarks = List.copyOf(watermarks);
    }
}
