package io.fairlead.imu.media;

import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.stream.Name;
import io.fairlead.imu.stream.ReplyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the values of the multimedia module's virtual columns into replies. */
public final class MediaWriter {
    private static final Name FILE = Name.of("file");
    private static final Name CHECKSUM = Name.of("checksum");
    private static final Map<Characteristic, Name> NAMES = names();
    private static final List<Characteristic> OF_EVERY_FILE = List.of(
            Characteristic.FILE_SIZE,
            Characteristic.IDENTIFIER,
            Characteristic.INDEX,
            Characteristic.KIND,
            Characteristic.MD5_CHECKSUM,
            Characteristic.MIME_FORMAT,
            Characteristic.MIME_TYPE);
    private static final List<Characteristic> OF_IMAGES = List.of(
            Characteristic.BITS_PER_PIXEL,
            Characteristic.COLOUR_SPACE,
            Characteristic.COMPRESSION,
            Characteristic.HEIGHT,
            Characteristic.IMAGE_TYPE,
            Characteristic.NUMBER_COLOURS,
            Characteristic.NUMBER_PAGES,
            Characteristic.PLANES,
            Characteristic.QUALITY,
            Characteristic.RESOLUTION,
            Characteristic.WIDTH);

    private final MediaFiles files;
    private final ReplyWriter out;
    private final Duration wait;
    private final long maxTextBytes;

    /**
     * @param wait how long an image may wait for memory
     * @param maxTextBytes how long a file may be that comes as text
     */
    public MediaWriter(MediaFiles files, ReplyWriter out, Duration wait, long maxTextBytes) {
        this.files = files;
        this.out = out;
        this.wait = wait;
        this.maxTextBytes = maxTextBytes;
    }

    private static Map<Characteristic, Name> names() {
        Map<Characteristic, Name> names = new EnumMap<>(Characteristic.class);
        for (Characteristic each : Characteristic.values()) {
            names.put(each, Name.of(each.word()));
        }
        return names;
    }

    /** Writes a column's value of one record. */
    public void write(MediaColumn column, MediaRecord record) {
        List<Resource> chosen = column.chosen(files.resources(record));
        if (!column.several()) {
            if (chosen.isEmpty()) {
                out.nullValue();
            } else {
                value(column, chosen.get(0));
            }
            return;
        }
        out.beginArray();
        chosen.forEach(resource -> value(column, resource));
        out.endArray();
    }

    private void value(MediaColumn column, Resource resource) {
        boolean only = column.wish().resource().filter("only"::equals).isPresent();
        boolean served = column.withFile() || column.wish().changes();
        MediaFiles.Served file = served ? files.serve(resource, column.wish(), wait) : null;
        boolean done = false;
        try {
            if (only && file != null && !column.several()) {
                done = true;
                file(column, file);
                return;
            }
            out.beginObject();
            if (!only) {
                members(column, resource, file);
            }
            if (file != null && column.withFile()) {
                done = true;
                out.name(FILE);
                file(column, file);
            }
            out.endObject();
        } finally {
            if (file != null && !done) {
                file.file().close();
            }
        }
    }

    private void members(MediaColumn column, Resource resource, MediaFiles.@Nullable Served file) {
        if (!column.isResource()) {
            OF_EVERY_FILE.forEach(each -> member(each, resource));
            out.name("md5Sum").value(resource.info().md5());
            out.name("size").value(resource.info().size());
            if (resource.info().image().isPresent()) {
                OF_IMAGES.forEach(each -> member(each, resource));
            }
            return;
        }
        Resource shown = file == null ? resource : file.resource();
        member(Characteristic.IDENTIFIER, shown);
        member(Characteristic.MIME_TYPE, shown);
        member(Characteristic.MIME_FORMAT, shown);
        out.name("size").value(shown.info().size());
        if (shown.info().image().isPresent()) {
            member(Characteristic.HEIGHT, shown);
            member(Characteristic.WIDTH, shown);
        }
        column.wish().checksum().ifPresent(kind -> out.name(CHECKSUM).value(checksum(kind, shown)));
    }

    private void member(Characteristic name, Resource resource) {
        out.name(NAMES.getOrDefault(name, FILE)).any(resource.characteristic(name));
    }

    private static String checksum(String kind, Resource resource) {
        try {
            return kind.equals("md5") ? resource.info().md5() : Digests.crc32(resource.file());
        } catch (IOException e) {
            throw new ImuException("MultimediaStore", ImuException.LATER, "the file cannot be read now");
        }
    }

    private void file(MediaColumn column, MediaFiles.Served file) {
        if (!column.wish().base64()) {
            out.value(file.file());
            return;
        }
        try (FileBinary binary = file.file()) {
            if (binary.length() > maxTextBytes) {
                throw new ImuException(
                        "SessionReplyLimit",
                        ImuException.CODE,
                        "the file is too long to come as text; leave encoding:base64 out",
                        "max-reply",
                        maxTextBytes);
            }
            out.value(Base64.getEncoder().encodeToString(Files.readAllBytes(binary.file())));
        } catch (IOException e) {
            throw new ImuException("MultimediaStore", ImuException.LATER, "the file cannot be read now");
        }
    }
}
