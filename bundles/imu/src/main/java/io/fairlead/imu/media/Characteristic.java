package io.fairlead.imu.media;

import java.util.Arrays;
import java.util.Optional;

/** What filters compare and objects tell of a multimedia file (the IMu API, "Multimedia Files" and "Filters"). */
enum Characteristic {
    FILE_SIZE("fileSize", "size"),
    IDENTIFIER("identifier"),
    INDEX("index"),
    KIND("kind"),
    MD5_CHECKSUM("md5Checksum", "md5sum", "md5Sum"),
    MIME_FORMAT("mimeFormat", "format"),
    MIME_TYPE("mimeType", "type"),
    HEIGHT("height"),
    WIDTH("width"),
    BITS_PER_PIXEL("bitsPerPixel"),
    COLOUR_SPACE("colourSpace"),
    COMPRESSION("compression"),
    IMAGE_TYPE("imageType"),
    NUMBER_COLOURS("numberColours"),
    NUMBER_PAGES("numberPages"),
    PLANES("planes"),
    QUALITY("quality"),
    RESOLUTION("resolution"),
    USAGE("usage");

    private final String names;

    /** Makes one of its names, the first of which is the one in objects. */
    Characteristic(String... names) {
        this.names = String.join("|", names);
    }

    /** Returns its name in objects. */
    String word() {
        return names.split("\\|", -1)[0];
    }

    static Optional<Characteristic> named(String name) {
        for (Characteristic each : values()) {
            if (Arrays.stream(each.names.split("\\|", -1)).anyMatch(name::equalsIgnoreCase)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
