package io.fairlead.imu.upload;

import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.call.StateReader;
import io.fairlead.imu.call.StateWriter;
import io.fairlead.imu.stream.Binary;
import io.fairlead.imu.stream.BinaryStore;
import io.fairlead.transport.DetachedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The files of the message that one connection is receiving. Small ones stay in memory; large ones are written to the disk
 * by an executor that may block, in order, while the connection's event loop goes on. Called on the event loop.
 */
public final class Uploads implements BinaryStore {
    private static final int IN_MEMORY_BYTES = 64 << 10;
    private static final long PENDING_BYTES = 1 << 20;

    private final UploadSpace space;
    private final Executor writers;
    private final Executor loop;
    private final Listener listener;
    private final List<UploadFile> files = new ArrayList<>();
    private final Queue<UploadFile> restored = new ArrayDeque<>();
    private final Queue<Write> pending = new ArrayDeque<>();
    private final BinaryStore memory = BinaryStore.inMemory();
    private long pendingBytes;
    private boolean writing;

    private record Write(UploadFile file, ByteBuffer bytes) {}

    /** Is told on the event loop how the writing goes. */
    public interface Listener {
        /** All that has come is written. */
        void written();

        /** A file cannot be written: the message cannot become whole. */
        void failed(ImuException why);
    }

    /**
     * @param space where files go
     * @param writers runs what blocks
     * @param loop the connection's event loop
     * @param listener is told how the writing goes
     */
    public Uploads(UploadSpace space, Executor writers, Executor loop, Listener listener) {
        this.space = space;
        this.writers = writers;
        this.loop = loop;
        this.listener = listener;
    }

    @Override
    public boolean putsAway(long length) {
        return length > IN_MEMORY_BYTES;
    }

    @Override
    public Incoming begin(long length) {
        if (!putsAway(length)) {
            return memory.begin(length);
        }
        UploadFile known = restored.poll();
        if (known == null) {
            space.reserve(length);
        }
        UploadFile file = known == null ? new UploadFile(space, length) : known;
        files.add(file);
        return new Arriving(file, file.written());
    }

    private final class Arriving implements Incoming {
        private final UploadFile file;
        private final long received;

        Arriving(UploadFile file, long received) {
            this.file = file;
            this.received = received;
        }

        @Override
        public long received() {
            return received;
        }

        @Override
        public void write(ByteBuffer part) {
            ByteBuffer copy = ByteBuffer.allocate(part.remaining());
            copy.put(part).flip();
            pendingBytes += copy.remaining();
            pending.add(new Write(file, copy));
            writeOn();
        }

        @Override
        public Binary finish() {
            return file;
        }
    }

    private void writeOn() {
        Write next = writing ? null : pending.poll();
        if (next == null) {
            return;
        }
        writing = true;
        long count = next.bytes().remaining();
        try {
            writers.execute(() -> write(next, count));
        } catch (ImuException busy) {
            writing = false;
            fail(busy);
        }
    }

    private void write(Write next, long count) {
        IOException failure = null;
        try {
            next.file().append(next.bytes());
        } catch (IOException e) {
            failure = e;
        }
        boolean failed = failure != null;
        try {
            loop.execute(() -> wrote(count, failed));
        } catch (RejectedExecutionException | DetachedException gone) {
            // The connection has gone, and its files with it.
        }
    }

    private void wrote(long count, boolean failed) {
        writing = false;
        pendingBytes -= count;
        if (failed) {
            fail(new ImuException(
                    "SessionUploadFailed", ImuException.LATER, "the server's disk does not take the file now"));
            return;
        }
        writeOn();
        if (!writing && pending.isEmpty()) {
            listener.written();
        }
    }

    private void fail(ImuException why) {
        pending.clear();
        pendingBytes = 0;
        listener.failed(why);
    }

    /** Returns whether something has come that is not written yet. */
    public boolean isWriting() {
        return writing || !pending.isEmpty();
    }

    /** Returns whether so much waits to be written that the client should pause. */
    public boolean isCongested() {
        return pendingBytes > PENDING_BYTES;
    }

    /** Returns how many bytes have come for files of a message that is not whole yet. */
    public long receivedBytes() {
        return pendingBytes + files.stream().mapToLong(UploadFile::written).sum();
    }

    @Override
    public void taken() {
        files.clear();
    }

    @Override
    public void abandoned() {
        files.forEach(UploadFile::close);
        files.clear();
        restored.forEach(UploadFile::close);
        restored.clear();
    }

    /** Another handler goes on with the files of the message: they are left where they are. */
    public void leave() {
        files.forEach(file -> {
            file.leave();
            space.giveBack(file.length());
        });
        files.clear();
    }

    /** Writes what the next handler needs to go on; nothing may wait to be written. */
    public void save(StateWriter out) {
        out.number(files.size());
        for (UploadFile file : files) {
            out.number(file.length());
            out.number(file.written());
            out.text(file.path());
        }
    }

    /** Reads what another handler has written; its files are given out again in their order. */
    public void load(StateReader in) {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            long length = in.number();
            long written = in.number();
            String path = in.text();
            space.takeOver(length);
            restored.add(
                    path.isEmpty()
                            ? new UploadFile(space, length)
                            : new UploadFile(space, length, Path.of(path), written));
        }
    }
}
