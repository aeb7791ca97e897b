package io.fairlead.imu.module;

import io.fairlead.imu.call.ImuException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Counts the bytes that the result sets of all handlers hold together. */
public final class ResultMemory {
    private final AtomicLong bytes = new AtomicLong();
    private final LongSupplier limit;

    /** @param limit {@code result-memory} as it is now, in bytes */
    public ResultMemory(LongSupplier limit) {
        this.limit = limit;
    }

    /**
     * A handler holds another result set than before.
     *
     * @throws ImuException {@code SessionResultMemory} where that would be too much; then nothing is counted
     */
    void change(long bytesBefore, long bytesNow) {
        long most = limit.getAsLong();
        if (bytes.addAndGet(bytesNow - bytesBefore) > most && bytesNow > bytesBefore) {
            bytes.addAndGet(bytesBefore - bytesNow);
            throw ImuException.full("SessionResultMemory", "result-memory", most);
        }
    }

    /** A handler that older code left holds so much. */
    void restore(long bytesNow) {
        bytes.addAndGet(bytesNow);
    }

    /** Returns how many bytes are held now. */
    public long bytes() {
        return bytes.get();
    }
}
