package io.fairlead.imu.media;

import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.columns.Modifier;
import io.fairlead.imu.stream.Binary;
import io.fairlead.imu.stream.ReplyWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file that a client has sent, kept, with the thumbnail that was made of it. */
public final class Upload {
    private static final int THUMBNAIL_PIXELS = 90;

    private final Resource file;
    private final String key;
    private final Optional<MediaRecord.Named> thumbnail;

    private Upload(Resource file, String key, Optional<MediaRecord.Named> thumbnail) {
        this.file = file;
        this.key = key;
        this.thumbnail = thumbnail;
    }

    /**
     * Keeps a file.
     *
     * @param name its name; a path before it is dropped
     * @param wait how long the thumbnail may wait for memory
     * @throws ImuException {@code MultimediaStore} where the disk does not take it
     */
    public static Upload keep(MediaFiles files, String name, Binary bytes, Duration wait) {
        String base = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String key = files.put(bytes);
        Resource kept = files.resource(Resource.Kind.MASTER, 0, new MediaRecord.Named(base, "", key))
                .orElseThrow(
                        () -> new ImuException("MultimediaStore", ImuException.LATER, "the file cannot be kept now"));
        return new Upload(kept, key, thumbnail(files, kept, wait));
    }

    /** Makes a thumbnail; one that cannot be made is left out, since the file itself is whole. */
    private static Optional<MediaRecord.Named> thumbnail(MediaFiles files, Resource image, Duration wait) {
        if (image.info().image().isEmpty()) {
            return Optional.empty();
        }
        List<Modifier> wanted = new ArrayList<>(List.of(new Modifier("format", "jpeg")));
        if (Math.max(image.height(), image.width()) > THUMBNAIL_PIXELS) {
            wanted.add(new Modifier("height", String.valueOf(THUMBNAIL_PIXELS)));
            wanted.add(new Modifier("width", String.valueOf(THUMBNAIL_PIXELS)));
        }
        try {
            FileBinary made = files.serve(image, Wish.of(wanted), wait).file();
            try {
                String name = image.identifier().replaceFirst("\\.[^.]*$", "") + ".thumb.jpg";
                return Optional.of(new MediaRecord.Named(name, "", files.put(made)));
            } finally {
                made.close();
            }
        } catch (ImuException unsuited) {
            return Optional.empty();
        }
    }

    /** Returns the file's name. */
    public String identifier() {
        return file.identifier();
    }

    /** Returns the file's key in the store. */
    public String key() {
        return key;
    }

    /** Returns the file's media type and format with a slash between. */
    public String mime() {
        return file.mime();
    }

    /** Returns the thumbnail, where there is one. */
    public Optional<MediaRecord.Named> thumbnail() {
        return thumbnail;
    }

    /** Writes the members that tell what the file is. */
    public void describe(ReplyWriter out) {
        out.name("identifier").value(identifier());
        out.name("mimeType").value(MimeTypes.type(mime()));
        out.name("mimeFormat").value(MimeTypes.format(mime()));
        out.name("size").value(file.info().size());
        out.name("md5Checksum").value(file.info().md5());
        file.info()
                .image()
                .ifPresent(image ->
                        out.name("height").value(image.height()).name("width").value(image.width()));
    }
}
