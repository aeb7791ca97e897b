package io.fairlead.catalogue.jdbc;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** A file of records: JSON lines ({@code .jsonl}, {@code .ndjson}) or CSV with a head line, plain or {@code .gz}, UTF-8. */
final class RecordSource implements AutoCloseable {
    private final Counting bytes;
    private final BufferedReader reader;
    private final @Nullable Iterator<CSVRecord> csv;
    private final Json json = new Json();
    private long line;

    private RecordSource(Counting bytes, Reader reader, boolean isCsv) throws IOException {
        this.bytes = bytes;
        this.reader = new BufferedReader(reader, 1 << 16);
        this.csv = isCsv
                ? CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .setIgnoreEmptyLines(true)
                        .get()
                        .parse(this.reader)
                        .iterator()
                : null;
    }

    /**
     * Opens a file.
     *
     * @throws IOException where it cannot be read, or its name says no known format
     */
    static RecordSource open(Path file) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean packed = name.endsWith(".gz");
        String plain = packed ? name.substring(0, name.length() - 3) : name;
        boolean isCsv = plain.endsWith(".csv");
        if (!isCsv && !plain.endsWith(".jsonl") && !plain.endsWith(".ndjson")) {
            throw new IOException(file + ": the name ends in none of .jsonl, .ndjson, .csv, with .gz behind or not");
        }
        Counting bytes = new Counting(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
        boolean open = false;
        try {
            InputStream content = packed ? new GZIPInputStream(bytes, 1 << 14) : bytes;
            RecordSource source = new RecordSource(
                    bytes,
                    new InputStreamReader(
                            content, StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)),
                    isCsv);
            open = true;
            return source;
        } finally {
            if (!open) {
                bytes.close();
            }
        }
    }

    /** Returns the number of the line that the last record began or ended in, from 1. */
    long line() {
        return line;
    }

    /** Returns how many bytes of the file have been read. */
    long bytesRead() {
        return bytes.count;
    }

    /**
     * Returns the next record, or null at the end.
     *
     * @throws BadRecord where this one cannot be read; the next can
     * @throws IOException where the rest of the file cannot be read
     */
    @Nullable
    Map<String, @Nullable Object> next() throws IOException, BadRecord {
        return csv == null ? nextJson() : nextCsv(csv);
    }

    private @Nullable Map<String, @Nullable Object> nextJson() throws IOException, BadRecord {
        String text = nextLine();
        while (text != null && text.isBlank()) {
            text = nextLine();
        }
        if (text == null) {
            return null;
        }
        try {
            return json.object(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new BadRecord(e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new BadRecord(String.valueOf(e.getMessage()), e);
        }
    }

    private @Nullable String nextLine() throws IOException, BadRecord {
        StringBuilder text = new StringBuilder();
        int letter = reader.read();
        if (letter < 0) {
            return null;
        }
        line++;
        while (letter >= 0 && letter != '\n') {
            if (text.length() < Json.LONGEST) {
                text.append((char) letter);
            }
            letter = reader.read();
        }
        if (text.length() >= Json.LONGEST) {
            throw new BadRecord("the line has more than " + Json.LONGEST + " characters", null);
        }
        return text.toString();
    }

    private @Nullable Map<String, @Nullable Object> nextCsv(Iterator<CSVRecord> records) throws IOException, BadRecord {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CSVRecord next = records.next();
            line = next.getRecordNumber() + 1;
            if (!next.isConsistent()) {
                throw new BadRecord("it has " + next.size() + " fields, not as many as the head line", null);
            }
            Map<String, @Nullable Object> record = new LinkedHashMap<>();
            next.toMap().forEach((name, value) -> record.put(name, value.isEmpty() ? null : value));
            return record;
        } catch (java.io.UncheckedIOException | IllegalStateException e) {
            throw new IOException("the CSV file cannot be read any further: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** A record that cannot be read. */
    static final class BadRecord extends Exception {
        private static final long serialVersionUID = 1L;

        BadRecord(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Counts what is read of a file. */
    private static final class Counting extends FilterInputStream {
        private long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int some = super.read(buffer, from, length);
            count += Math.max(0, some);
            return some;
        }
    }
}
