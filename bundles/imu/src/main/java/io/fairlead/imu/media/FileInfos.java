package io.fairlead.imu.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What files are, looked up once: a file never changes under its key. Keeps the last few thousand. */
final class FileInfos {
    private static final int KEPT = 5_000;

    private final Map<Path, FileInfo> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, FileInfo> eldest) {
            return size() > KEPT;
        }
    };

    /** @throws IOException where the file cannot be read */
    FileInfo of(Path file) throws IOException {
        FileInfo known;
        synchronized (kept) {
            known = kept.get(file);
        }
        if (known == null) {
            known = new FileInfo(Files.size(file), Digests.md5(file), image(file));
            synchronized (kept) {
                kept.put(file, known);
            }
        }
        return known;
    }

    private static Optional<ImageInfo> image(Path file) {
        try {
            Optional<ImageFile> image = ImageFile.open(file);
            if (image.isEmpty()) {
                return Optional.empty();
            }
            try (ImageFile opened = image.get()) {
                return Optional.of(opened.info());
            }
        } catch (IOException | RuntimeException damaged) {
            return Optional.empty();
        }
    }
}
