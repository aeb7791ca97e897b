package io.fairlead.imu.service;

import io.fairlead.imu.api.ServiceFile;
import io.fairlead.imu.stream.Binary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns values of messages into those of services and back: they differ in how they say what a file is. */
final class ServiceValues {
    private ServiceValues() {}

    static @Nullable Object toService(@Nullable Object value) {
        return map(value, part -> part instanceof Binary binary ? new Received(binary) : part);
    }

    static @Nullable Object fromService(@Nullable Object value) {
        return map(value, part -> part instanceof ServiceFile file ? new Sent(file) : part);
    }

    private static @Nullable Object map(@Nullable Object value, Function<Object, Object> leaf) {
        if (value instanceof Map<?, ?> members) {
            Map<Object, @Nullable Object> mapped = new LinkedHashMap<>();
            members.forEach((name, member) -> mapped.put(name, map(member, leaf)));
            return mapped;
        }
        if (value instanceof List<?> elements) {
            List<@Nullable Object> mapped = new ArrayList<>(elements.size());
            elements.forEach(element -> mapped.add(map(element, leaf)));
            return mapped;
        }
        return value == null ? null : leaf.apply(value);
    }

    /** A file of a request; the server closes it when the request has been answered. */
    private record Received(Binary binary) implements ServiceFile {
        @Override
        public long length() {
            return binary.length();
        }

        @Override
        public InputStream open() throws IOException {
            return Channels.newInputStream(binary.open());
        }
    }

    /** A file of an answer. */
    private record Sent(ServiceFile file) implements Binary {
        @Override
        public long length() {
            return file.length();
        }

        @Override
        public ReadableByteChannel open() throws IOException {
            return Channels.newChannel(file.open());
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
