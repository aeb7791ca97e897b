package io.fairlead.rmif;

import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.HttpHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves files of the declared folders: {@code /Files/AUX/name}, with one range a request. Nothing outside a folder, no
 * hidden files, no folders.
 */
final class Files {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");
    private static final int CHUNK = 64 << 10;
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Supplier<Map<String, Path>> folders;
    private final Executor workers;

    Files(Supplier<Map<String, Path>> folders, Executor workers) {
        this.folders = folders;
        this.workers = workers;
    }

    /** Answers a request for what stands behind {@code /Files}. */
    void handle(HttpExchange exchange, String rest) {
        if (rest.isEmpty() || rest.equals("/")) {
            exchange.reply(200, TEXT, String.join("\n", folders.get().keySet()) + "\n");
            return;
        }
        try {
            workers.execute(() -> serve(exchange, rest.substring(1)));
        } catch (RejectedExecutionException e) {
            exchange.reply(503, TEXT, "Too many files are asked for; try again.\n");
        }
    }

    private void serve(HttpExchange exchange, String name) {
        try {
            Optional<Path> path = find(name);
            if (path.isEmpty()) {
                exchange.reply(404, TEXT, "There is no such file.\n");
            } else {
                send(exchange, FileChannel.open(path.get(), StandardOpenOption.READ), path.get());
            }
        } catch (IOException e) {
            exchange.reply(404, TEXT, "There is no such file.\n");
        }
    }

    /** Returns the file of that name, where it really lies below its folder. */
    Optional<Path> find(String name) throws IOException {
        int slash = name.indexOf('/');
        Path folder = slash < 1 ? null : folders.get().get(name.substring(0, slash));
        if (folder == null || !allowed(name.substring(slash + 1))) {
            return Optional.empty();
        }
        Path root = folder.toRealPath();
        Path file = root.resolve(name.substring(slash + 1));
        if (!java.nio.file.Files.exists(file)) {
            return Optional.empty();
        }
        Path real = file.toRealPath();
        boolean inside = real.startsWith(root) && java.nio.file.Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS);
        return inside ? Optional.of(real) : Optional.empty();
    }

    private static boolean allowed(String name) {
        for (String segment : name.split("/", -1)) {
            if (segment.isEmpty()
                    || segment.startsWith(".")
                    || segment.chars().anyMatch(c -> c < ' ' || c == '\\' || c == ':' || c == 0x7f)) {
                return false;
            }
        }
        return true;
    }

    private void send(HttpExchange exchange, FileChannel file, Path path) throws IOException {
        long size = file.size();
        Instant modified = java.nio.file.Files.getLastModifiedTime(path).toInstant();
        long from = 0;
        long end = size;
        int status = 200;
        Matcher range = RANGE.matcher(exchange.headers().first("Range").orElse(""));
        if (range.matches() && !(range.group(1).isEmpty() && range.group(2).isEmpty())) {
            boolean suffix = range.group(1).isEmpty();
            from = suffix ? Math.max(0, size - Long.parseLong(range.group(2))) : Long.parseLong(range.group(1));
            end = suffix || range.group(2).isEmpty() ? size : Math.min(size, Long.parseLong(range.group(2)) + 1);
            status = 206;
        }
        HttpHeaders headers = new HttpHeaders()
                .add("Content-Type", "application/octet-stream")
                .add("X-Content-Type-Options", "nosniff")
                .add("Accept-Ranges", "bytes")
                .add("ETag", "\"" + Long.toHexString(size) + "-" + Long.toHexString(modified.toEpochMilli()) + "\"")
                .add("Last-Modified", DateTimeFormatter.RFC_1123_DATE_TIME.format(modified.atOffset(ZoneOffset.UTC)));
        if (from >= end && status == 206) {
            file.close();
            exchange.respond(
                    416, headers.add("Content-Range", "bytes */" + size).add("Content-Length", "0"));
            exchange.end();
            return;
        }
        if (status == 206) {
            headers.add("Content-Range", "bytes " + from + "-" + (end - 1) + "/" + size);
        }
        exchange.respond(status, headers.add("Content-Length", String.valueOf(end - from)));
        if (exchange.method().equals("HEAD")) {
            file.close();
            exchange.end();
            return;
        }
        pour(exchange, file, from, end);
    }

    /** Sends a piece and comes back when there is room for the next. */
    private void pour(HttpExchange exchange, FileChannel file, long from, long end) {
        try {
            long at = from;
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            while (at < end && exchange.isWritable()) {
                chunk.clear().limit((int) Math.min(CHUNK, end - at));
                int read = file.read(chunk, at);
                if (read < 0) {
                    throw new IOException("the file has become shorter");
                }
                exchange.write(chunk.flip());
                at += read;
            }
            if (at >= end) {
                file.close();
                exchange.end();
                return;
            }
            long next = at;
            exchange.whenWritable(() -> workers.execute(() -> pour(exchange, file, next, end)));
        } catch (IOException | RuntimeException e) {
            close(file);
            exchange.abort();
        }
    }

    private static void close(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            // nothing is lost by it
        }
    }
}
