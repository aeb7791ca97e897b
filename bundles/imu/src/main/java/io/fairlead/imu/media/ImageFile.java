package io.fairlead.imu.media;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/** An image in a file: what it is, and its pixels, of which never more are decoded than asked for. */
final class ImageFile implements AutoCloseable {
    private final ImageInputStream in;
    private final ImageReader reader;

    private ImageFile(ImageInputStream in, ImageReader reader) {
        this.in = in;
        this.reader = reader;
    }

    /** Opens a file; nothing where it is no image of a known format. */
    static Optional<ImageFile> open(Path file) throws IOException {
        ImageInputStream in = new FileImageInputStream(file.toFile());
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
            in.close();
            return Optional.empty();
        }
        ImageReader reader = readers.next();
        reader.setInput(in, false, true);
        return Optional.of(new ImageFile(in, reader));
    }

    /** Returns what the image's header tells. */
    ImageInfo info() throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        Optional<ColorModel> colours = colours();
        int planes = colours.map(ColorModel::getNumComponents).orElse(0);
        int bits = colours.map(ColorModel::getPixelSize).orElse(0);
        Metadata metadata = new Metadata(metadata());
        return new ImageInfo(
                reader.getFormatName().toLowerCase(Locale.ROOT),
                height,
                width,
                bits,
                colours.map(ImageFile::space).orElse("Undefined"),
                metadata.compression(),
                colours.map(ImageFile::type).orElse("Undefined"),
                colours.map(ImageFile::numberColours).orElse(0L),
                Math.max(1, reader.getNumImages(true)),
                planes,
                metadata.quality(),
                metadata.resolution());
    }

    private @org.jspecify.annotations.Nullable IIOMetadata metadata() {
        try {
            return reader.getImageMetadata(0);
        } catch (IOException | RuntimeException unreadable) {
            return null;
        }
    }

    private Optional<ColorModel> colours() {
        try {
            ImageTypeSpecifier raw = reader.getRawImageType(0);
            Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
            if (raw == null && types.hasNext()) {
                raw = types.next();
            }
            return Optional.ofNullable(raw).map(ImageTypeSpecifier::getColorModel);
        } catch (IOException | RuntimeException unknown) {
            return Optional.empty();
        }
    }

    private static String space(ColorModel model) {
        return switch (model.getColorSpace().getType()) {
            case ColorSpace.TYPE_GRAY -> "Gray";
            case ColorSpace.TYPE_CMYK -> "CMYK";
            case ColorSpace.TYPE_YCbCr -> "YCbCr";
            case ColorSpace.TYPE_Lab -> "Lab";
            default -> "RGB";
        };
    }

    private static String type(ColorModel model) {
        String matte = model.hasAlpha() ? "Matte" : "";
        if (model instanceof IndexColorModel) {
            return model.getPixelSize() == 1 ? "Bilevel" : "Palette" + matte;
        }
        return switch (model.getColorSpace().getType()) {
            case ColorSpace.TYPE_GRAY -> model.getPixelSize() == 1 ? "Bilevel" : "Grayscale" + matte;
            case ColorSpace.TYPE_CMYK -> "ColorSeparation" + matte;
            default -> "TrueColor" + matte;
        };
    }

    private static long numberColours(ColorModel model) {
        return model instanceof IndexColorModel palette
                ? palette.getMapSize()
                : 1L << Math.min(62, model.getPixelSize());
    }

    /**
     * Decodes the first image.
     *
     * @param every only every so manieth pixel of every so manieth line, 1 or more
     */
    BufferedImage decode(int every) throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(every, every, 0, 0);
        return reader.read(0, param);
    }

    @Override
    public void close() throws IOException {
        reader.dispose();
        in.close();
    }
}
