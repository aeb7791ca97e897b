package io.fairlead.rmif;

import io.fairlead.midas.BlueHeader;
import io.fairlead.midas.PlotEncoder;
import io.fairlead.midas.PlotRequest;
import io.fairlead.rdp.FrameSender;
import io.fairlead.rmif.api.Pipe;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One channel that a remote has added: a pipe's frames, a property's changes, or all acknowledgements. */
final class Channel {
    /** What a channel carries. */
    enum Kind {
        /** A pipe's frames. */
        PIPE,
        /** A property's changes. */
        RESULT,
        /** All acknowledgements: {@code Q:ACK}. */
        QUEUE
    }

    private static final int MOST_PENDING = 16;

    final int number;
    final String property;
    final Kind kind;
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicLong leftOut = new AtomicLong();
    private @Nullable FrameSender sender;
    private Pipe.@Nullable Subscription subscription;
    private PlotRequest plot = PlotRequest.NONE;
    private boolean signedBytes;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    String lastValue = "";

    Channel(int number, String property, Kind kind) {
        this.number = number;
        this.property = property;
        this.kind = kind;
    }

    /** Begins to send a pipe. */
    void begin(Pipe pipe, BlueHeader header, FrameSender sending, Executor loop) {
        sender = sending;
        signedBytes = header.format().toString().equals("SB");
        order = header.dataOrder();
        subscription = pipe.subscribe((frame, time) -> {
            int size = frame.remaining();
            if (pending.incrementAndGet() > MOST_PENDING) {
                pending.decrementAndGet();
                leftOut.addAndGet(size);
                return;
            }
            ByteBuffer copy = ByteBuffer.allocate(size).put(frame.duplicate()).flip();
            loop.execute(() -> {
                pending.decrementAndGet();
                offer(sending, copy, time);
            });
        });
    }

    private void offer(FrameSender sending, ByteBuffer frame, double time) {
        sending.skip(leftOut.getAndSet(0));
        if (plot.comp() == 0) {
            sending.offer(frame, time);
        } else {
            sending.offerCompressed(PlotEncoder.encode(frame, plot, order), frame.remaining(), time);
        }
    }

    /** Changes how frames are reduced; tells whether they can be. */
    boolean plot(PlotRequest changed) {
        boolean can = signedBytes || changed.comp() == 0;
        plot = can ? changed : PlotRequest.NONE;
        return can;
    }

    PlotRequest plot() {
        return plot;
    }

    long dropped() {
        return sender == null ? 0 : sender.dropped();
    }

    void end() {
        if (subscription != null) {
            subscription.end();
        }
    }

    /** Returns whether frames of its pipe come, or it needs none. */
    boolean begun() {
        return kind != Kind.PIPE || subscription != null;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(number);
        out.writeUTF(property);
        out.writeUTF(kind.name());
        out.writeUTF(lastValue);
        out.writeInt(plot.comp());
        out.writeInt(plot.width());
        out.writeInt(plot.trim1());
        out.writeInt(plot.trim2());
        out.writeBoolean(plot.high());
    }

    /** Returns the channel as it was; frames come once {@link #begin} is called. */
    static Channel restored(DataInputStream in) throws IOException {
        Channel channel = new Channel(in.readInt(), in.readUTF(), Kind.valueOf(in.readUTF()));
        channel.lastValue = in.readUTF();
        channel.plot = new PlotRequest(in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readBoolean());
        return channel;
    }
}
