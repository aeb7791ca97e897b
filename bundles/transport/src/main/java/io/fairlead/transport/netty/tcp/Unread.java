package io.fairlead.transport.netty.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a handler has left, or has not been offered yet, in order. One event loop only. */
final class Unread {
    private static final int KEEP_WHOLE_PART = 4;

    private final ByteBufAllocator allocator;
    private @Nullable ByteBuf bytes;

    Unread(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    boolean isEmpty() {
        return bytes == null;
    }

    int size() {
        return bytes == null ? 0 : bytes.readableBytes();
    }

    /** Keeps the readable bytes; takes over the reference. A small tail is copied, so that it does not hold a large buffer. */
    void keep(ByteBuf more) {
        ByteBuf present = bytes;
        int count = more.readableBytes();
        if (count == 0) {
            more.release();
        } else if (present != null) {
            room(present, count).writeBytes(more);
            more.release();
        } else if (count >= more.capacity() / KEEP_WHOLE_PART && !more.isReadOnly()) {
            bytes = more;
        } else {
            bytes = allocator.directBuffer(count).writeBytes(more);
            more.release();
        }
    }

    /** Returns a view of all of it; {@link #consumed} tells how much of it was taken. */
    ByteBuffer view() {
        return bytes == null ? ByteBuffer.allocate(0) : bytes.nioBuffer();
    }

    void consumed(int count) {
        ByteBuf present = bytes;
        if (present != null && present.skipBytes(count).readableBytes() == 0) {
            present.release();
            bytes = null;
        }
    }

    /** Gives all of it away, with its reference. */
    @Nullable
    ByteBuf take() {
        ByteBuf all = bytes;
        bytes = null;
        return all;
    }

    void release() {
        ByteBuf all = take();
        if (all != null) {
            all.release();
        }
    }

    private ByteBuf room(ByteBuf present, int count) {
        if (present.writableBytes() >= count) {
            return present;
        }
        if (present.readerIndex() >= present.capacity() / 2) {
            present.discardReadBytes();
        }
        int needed = present.readableBytes() + count;
        ByteBuf larger = allocator.directBuffer(Math.max(needed, Integer.highestOneBit(needed - 1) << 1));
        larger.writeBytes(present);
        present.release();
        bytes = larger;
        return larger;
    }
}
