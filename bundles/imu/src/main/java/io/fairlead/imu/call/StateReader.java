package io.fairlead.imu.call;

import io.fairlead.transport.SessionState;
import io.fairlead.transport.StateRefusedException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads what a {@link StateWriter} of this or an older version wrote; what is damaged is refused. */
public final class StateReader {
    private final String schema;
    private final int version;
    private final ByteBuffer in;
    private final List<ByteBuffer> parts;
    private int nextPart = 1;

    /**
     * Begins to read.
     *
     * @throws StateRefusedException where the state is not of this schema and version
     */
    public StateReader(SessionState state, String schema, int version) {
        this(state, schema, version, version);
    }

    /**
     * Begins to read what one of several versions wrote; {@link #version()} says which.
     *
     * @throws StateRefusedException where the state is not of this schema, or of a version before or after these
     */
    public StateReader(SessionState state, String schema, int oldest, int newest) {
        if (!state.schema().equals(schema) || state.version() < oldest || state.version() > newest) {
            throw new StateRefusedException("the state is " + state.schema() + " version " + state.version()
                    + ", and this version reads " + schema + " version "
                    + (oldest == newest ? "" : oldest + " to ") + newest + " only");
        }
        this.schema = schema;
        this.version = state.version();
        this.parts = state.parts();
        this.in = parts.isEmpty() ? ByteBuffer.allocate(0) : parts.get(0).duplicate();
    }

    /** Returns the version that wrote what is read. */
    public int version() {
        return version;
    }

    /** Reads a whole number. */
    public long number() {
        return read(in::getLong);
    }

    /** Reads how many of something follow. */
    public int count() {
        long count = number();
        if (count < 0 || count > in.remaining()) {
            throw damaged();
        }
        return (int) count;
    }

    /** Reads a truth. */
    public boolean flag() {
        return read(in::get) != 0;
    }

    /** Reads a text. */
    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** Reads bytes. */
    public byte[] bytes() {
        int length = read(in::getInt);
        if (length < 0 || length > in.remaining()) {
            throw damaged();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** Reads texts. */
    public List<String> texts() {
        int count = count();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    /** Reads a text, or that there is none. */
    public Optional<String> optional() {
        return flag() ? Optional.of(text()) : Optional.empty();
    }

    /** Reads an id. */
    public Id id() {
        return new Id(number(), number());
    }

    /** Returns the next buffer, which is not copied. */
    public ByteBuffer buffer() {
        if (nextPart >= parts.size()) {
            throw damaged();
        }
        return parts.get(nextPart++).duplicate();
    }

    private <T> T read(Supplier<T> read) {
        try {
            return read.get();
        } catch (BufferUnderflowException e) {
            throw damaged();
        }
    }

    private StateRefusedException damaged() {
        return new StateRefusedException("the state " + schema + " is damaged: it ends too early");
    }
}
