package io.fairlead.imu.media;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One file of a multimedia record.
 *
 * @param kind what it is to the record
 * @param index its place among the record's files, from 0: master, thumbnail, resolutions, supplementary
 * @param identifier the file's name
 * @param usage what a supplementary file is for; empty where nobody says
 * @param file where it is
 * @param info what it is by its content
 */
record Resource(Kind kind, int index, String identifier, String usage, Path file, FileInfo info) {
    /** What a file is to its record. */
    enum Kind {
        MASTER,
        THUMBNAIL,
        RESOLUTION,
        SUPPLEMENTARY;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Returns media type and format with a slash between: of an image by its content, else by its name. */
    String mime() {
        return info.image().map(image -> "image/" + image.format()).orElseGet(() -> MimeTypes.of(identifier));
    }

    int height() {
        return info.image().map(ImageInfo::height).orElse(0);
    }

    int width() {
        return info.image().map(ImageInfo::width).orElse(0);
    }

    /** Returns the value of a characteristic by its name in filters, a string or a number; null where it has none. */
    @Nullable
    Object characteristic(Characteristic name) {
        Optional<ImageInfo> image = info.image();
        return switch (name) {
            case FILE_SIZE -> info.size();
            case IDENTIFIER -> identifier;
            case INDEX -> (long) index;
            case KIND -> kind.word();
            case MIME_FORMAT -> MimeTypes.format(mime());
            case MIME_TYPE -> MimeTypes.type(mime());
            case USAGE -> usage;
            case MD5_CHECKSUM -> info.md5();
            case HEIGHT -> image.map(i -> (long) i.height()).orElse(null);
            case WIDTH -> image.map(i -> (long) i.width()).orElse(null);
            case BITS_PER_PIXEL -> image.map(i -> (long) i.bitsPerPixel()).orElse(null);
            case COLOUR_SPACE -> image.map(ImageInfo::colourSpace).orElse(null);
            case COMPRESSION -> image.map(ImageInfo::compression).orElse(null);
            case IMAGE_TYPE -> image.map(ImageInfo::imageType).orElse(null);
            case NUMBER_COLOURS -> image.map(ImageInfo::numberColours).orElse(null);
            case NUMBER_PAGES -> image.map(i -> (long) i.numberPages()).orElse(null);
            case PLANES -> image.map(i -> (long) i.planes()).orElse(null);
            case QUALITY ->
                image.flatMap(ImageInfo::quality).map(Integer::longValue).orElse(null);
            case RESOLUTION ->
                image.flatMap(ImageInfo::resolution).map(Integer::longValue).orElse(null);
        };
    }
}
