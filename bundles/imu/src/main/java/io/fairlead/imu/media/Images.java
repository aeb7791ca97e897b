package io.fairlead.imu.media;

import io.fairlead.imu.call.ImuException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import net.coobird.thumbnailator.Thumbnails;

/** Makes images to measure. What is decoded is bounded: of a large image that becomes small, only some pixels are. */
final class Images {
    private static final float JPEG_QUALITY = 0.9f;

    private final Pixels pixels;

    Images(Pixels pixels) {
        this.pixels = pixels;
    }

    /** Refuses an image that would become too large. */
    void checkTarget(int[] size) {
        pixels.check((long) size[0] * size[1]);
    }

    /**
     * Makes an image.
     *
     * @param source the image to make it from
     * @param size width and height in pixels
     * @param format to write, as {@link ImageInfo#format}
     * @param watermark to lay over it
     * @param wait how long it may wait for memory
     * @param target where it goes
     * @throws ImuException {@code MultimediaImageLimit}, {@code MultimediaImageUnreadable}
     */
    void make(Resource source, int[] size, String format, Optional<Watermark> watermark, Duration wait, Path target)
            throws IOException {
        ImageInfo info = source.info().image().orElseThrow(() -> unreadable(source));
        pixels.check(info.pixels());
        int every = Math.max(1, Math.min(info.width() / (2 * size[0]), info.height() / (2 * size[1])));
        long decoded = info.pixels() / every / every + (long) size[0] * size[1];
        pixels.take(decoded, wait);
        try {
            BufferedImage image = resized(decoded(source, every), size, format);
            if (watermark.isPresent()) {
                watermark.get().layOver(image, pixels);
            }
            write(image, format, target);
        } finally {
            pixels.giveBack(decoded);
        }
    }

    private static BufferedImage decoded(Resource source, int every) throws IOException {
        Optional<ImageFile> opened = ImageFile.open(source.file());
        if (opened.isEmpty()) {
            throw unreadable(source);
        }
        try (ImageFile image = opened.get()) {
            return image.decode(every);
        } catch (IOException | RuntimeException damaged) {
            throw unreadable(source);
        }
    }

    private static ImuException unreadable(Resource source) {
        return new ImuException(
                "MultimediaImageUnreadable",
                ImuException.CODE,
                source.identifier() + " is damaged, or of a kind that cannot be changed here",
                ImuException.cut(source.identifier()));
    }

    private static BufferedImage resized(BufferedImage image, int[] size, String format) throws IOException {
        boolean opaque = format.equals("jpeg")
                || format.equals("bmp")
                || !image.getColorModel().hasAlpha();
        BufferedImage scaled = image.getWidth() == size[0] && image.getHeight() == size[1]
                ? image
                : Thumbnails.of(image).forceSize(size[0], size[1]).asBufferedImage();
        BufferedImage target =
                new BufferedImage(size[0], size[1], opaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = target.createGraphics();
        if (opaque) {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, size[0], size[1]);
        }
        graphics.drawImage(scaled, 0, 0, null);
        graphics.dispose();
        return target;
    }

    private static void write(BufferedImage image, String format, Path target) throws IOException {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
        if (!writers.hasNext()) {
            throw new ImuException(
                    "MultimediaFormatUnknown", ImuException.CODE, "no image can be written as " + format, format);
        }
        ImageWriter writer = writers.next();
        try (FileImageOutputStream out = new FileImageOutputStream(target.toFile())) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (format.equals("jpeg")) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(JPEG_QUALITY);
            }
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
    }
}
