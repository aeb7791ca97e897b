package io.fairlead.imu.media;

import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.settings.Media;
import io.fairlead.imu.stream.Binary;
import io.fairlead.platform.log.RepeatLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** The multimedia files of one server: those of records, and images made from them. */
public final class MediaFiles {
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    private final Supplier<Media> settings;
    private final String name;
    private final FileInfos infos = new FileInfos();
    private final Images images;
    private final RepeatLog log;
    private volatile Kept kept;

    /** The folders of one media-path. */
    private record Kept(Path path, FileStore store, DerivedFiles derived) {}

    /**
     * @param name the server's, for what only one server may write
     * @param settings what holds now
     */
    public MediaFiles(String name, Supplier<Media> settings) {
        this.name = name.replaceAll("[^A-Za-z0-9.~-]", "_");
        this.settings = settings;
        this.images = new Images(new Pixels(() -> settings.get().megapixels()));
        this.log = new RepeatLog(LoggerFactory.getLogger(MediaFiles.class), LOG_INTERVAL, System::nanoTime);
        this.kept = kept(settings.get().path());
    }

    private Kept kept(Path path) {
        return new Kept(
                path,
                new FileStore(path.resolve("files")),
                new DerivedFiles(
                        path.resolve("made").resolve(name), () -> settings.get().cacheBytes()));
    }

    private Kept now() {
        Kept known = kept;
        Path path = settings.get().path();
        if (!known.path().equals(path)) {
            known = kept(path);
            kept = known;
        }
        return known;
    }

    /**
     * Keeps a file.
     *
     * @return its key
     * @throws ImuException {@code MultimediaStore} where the disk does not take it
     */
    String put(Binary file) {
        try {
            return now().store().put(file);
        } catch (IOException e) {
            log.warn("put", "A multimedia file cannot be kept: " + e);
            throw new ImuException("MultimediaStore", ImuException.LATER, "the file cannot be kept now");
        }
    }

    /** Returns the files of a record that are there, in the order of their index. */
    List<Resource> resources(MediaRecord record) {
        List<Resource> resources = new ArrayList<>();
        int[] index = {0};
        add(resources, index, Resource.Kind.MASTER, List.of(record.master()));
        add(resources, index, Resource.Kind.THUMBNAIL, named(record.resolutions(), true));
        add(resources, index, Resource.Kind.RESOLUTION, named(record.resolutions(), false));
        add(resources, index, Resource.Kind.SUPPLEMENTARY, record.supplementary());
        return resources;
    }

    private static List<MediaRecord.Named> named(List<MediaRecord.Named> all, boolean thumbnail) {
        return all.stream()
                .filter(file -> file.identifier().toLowerCase(Locale.ROOT).contains(".thumb.") == thumbnail)
                .toList();
    }

    private void add(List<Resource> to, int[] index, Resource.Kind kind, List<MediaRecord.Named> files) {
        for (MediaRecord.Named file : files) {
            if (!file.key().isEmpty()) {
                resource(kind, index[0], file).ifPresent(to::add);
                index[0]++;
            }
        }
    }

    /** Returns a file with what it is; nothing where it is not there. */
    Optional<Resource> resource(Resource.Kind kind, int index, MediaRecord.Named file) {
        Optional<Path> found = now().store().find(file.key());
        if (found.isEmpty()) {
            log.warn("missing", "The multimedia file " + file.identifier() + " is not below media-path");
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Resource(kind, index, file.identifier(), file.usage(), found.get(), infos.of(found.get())));
        } catch (IOException e) {
            log.warn("unreadable", "The multimedia file " + file.identifier() + " cannot be read: " + e);
            return Optional.empty();
        }
    }

    /**
     * Returns a file as it is wanted: itself, or an image made from it, with its watermark.
     *
     * @param wait how long it may wait for memory
     * @return the file and what it is; the file is closed by whoever sends it
     * @throws ImuException {@code MultimediaImageLimit}, {@code MultimediaImageUnreadable}, {@code MultimediaStore}
     */
    Served serve(Resource resource, Wish wish, Duration wait) {
        Optional<ImageInfo> info = resource.info().image();
        if (info.isEmpty()) {
            return original(resource);
        }
        ImageInfo image = info.get();
        int[] size = wish.size(image.width(), image.height());
        String format = wish.format().orElse(image.format());
        boolean same = size[0] == image.width() && size[1] == image.height() && format.equals(image.format());
        Optional<Watermark> watermark = settings.get().watermarks().stream()
                .filter(rule ->
                        rule.isFor((long) size[0] * size[1], resource.info().size()))
                .findFirst()
                .map(Watermark::new);
        if (same && watermark.isEmpty()) {
            return original(resource);
        }
        return made(resource, size, format, watermark, wait);
    }

    private static Served original(Resource resource) {
        return new Served(
                resource, new FileBinary(resource.file(), resource.info().size(), () -> {}));
    }

    private Served made(Resource resource, int[] size, String format, Optional<Watermark> watermark, Duration wait) {
        try {
            String stamp = watermark.isPresent() ? watermark.get().stamp() : "";
            String what = resource.file().getFileName() + " " + size[0] + "x" + size[1] + " " + format + " " + stamp;
            String key = HexFormat.of().formatHex(Digests.of("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8)));
            images.checkTarget(size);
            FileBinary file =
                    now().derived().get(key, target -> images.make(resource, size, format, watermark, wait, target));
            try {
                String identifier = format.equals(
                                resource.info().image().map(ImageInfo::format).orElse(""))
                        ? resource.identifier()
                        : resource.identifier().replaceFirst("\\.[^.]*$", "") + "." + format;
                return new Served(
                        new Resource(
                                resource.kind(),
                                resource.index(),
                                identifier,
                                resource.usage(),
                                file.file(),
                                infos.of(file.file())),
                        file);
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            log.warn("made", "An image cannot be made from " + resource.identifier() + ": " + e);
            throw new ImuException("MultimediaStore", ImuException.LATER, "the image cannot be made now");
        }
    }

    /**
     * A file on its way.
     *
     * @param resource what it is
     * @param file its bytes
     */
    record Served(Resource resource, FileBinary file) {}

    /** Returns how many bytes of made images are kept. */
    public long cachedBytes() {
        return now().derived().bytes();
    }
}
