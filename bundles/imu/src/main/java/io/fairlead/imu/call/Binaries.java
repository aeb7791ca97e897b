package io.fairlead.imu.call;

import io.fairlead.imu.stream.Binary;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives back the files of a request. */
public final class Binaries {
    private Binaries() {}

    /** Closes every file in a value. */
    public static void close(@Nullable Object value) {
        if (value instanceof Binary binary) {
            binary.close();
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(Binaries::close);
        } else if (value instanceof Iterable<?> list) {
            list.forEach(Binaries::close);
        }
    }
}
