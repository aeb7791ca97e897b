package io.fairlead.gateway.engine;

import io.fairlead.transport.SessionState;
import io.fairlead.transport.StateRefusedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a connection's handler leaves to the next.
 *
 * @param handler the handler's number, from 1
 * @param slot the slot's number, from 0
 * @param generation the connection's generation in its slot
 * @param client its ID; nothing in the shared method
 * @param sequence the last number that a fresh key was made of
 * @param abandoned keys whose replies may still come and belong to nobody
 * @param pending requests that wait for the peer's reply
 * @param outbox messages that have not been sent, or not been accepted by the peer; of a session program, what it left
 *     and what it has not read
 * @param unaccepted the first of them was sent
 */
record PeerState(
        int handler,
        int slot,
        long generation,
        Optional<String> client,
        long sequence,
        List<String> abandoned,
        List<Pending> pending,
        List<ByteBuffer> outbox,
        boolean unaccepted) {
    private static final String SCHEMA = "gateway.peer";
    private static final String SESSION = "gateway.session";
    private static final int VERSION = 1;

    /**
     * A request that waits for the peer's reply.
     *
     * @param wireKey its key on the wire; {@link PeerCall#NO_KEY} for none
     * @param ownKey the key that the caller gave it
     * @param left lets the caller's call be taken over
     * @param agoNanos how long ago the call began
     * @param leftNanos how long the peer still has
     */
    record Pending(String wireKey, Optional<String> ownKey, String left, long agoNanos, long leftNanos) {
        static Pending of(String wireKey, PeerCall call, long nowNs) {
            return new Pending(wireKey, call.ownKey(), call.leave(), nowNs - call.sinceNs, call.deadlineNs - nowNs);
        }

        /** Returns the request as the next gateway has it. */
        PeerCall call(Gateway gateway) {
            long nowNs = gateway.nanoTime();
            return PeerCall.left(new Caller.Left(left, gateway::services), ownKey, nowNs - agoNanos, nowNs + leftNanos);
        }

        void write(DataOutputStream out) throws IOException {
            out.writeUTF(wireKey);
            writeOptional(out, ownKey);
            out.writeUTF(left);
            out.writeLong(agoNanos);
            out.writeLong(leftNanos);
        }

        static Pending read(DataInputStream in) throws IOException {
            return new Pending(in.readUTF(), readOptional(in), in.readUTF(), in.readLong(), in.readLong());
        }
    }

    /**
     * Returns the state of a session program's connection.
     *
     * @param left what the program left
     * @param unread what the peer sent and the program has not read
     */
    PeerState withSession(ByteBuffer left, List<ByteBuffer> unread) {
        List<ByteBuffer> parts = new ArrayList<>();
        parts.add(left);
        parts.addAll(unread);
        return new PeerState(handler, slot, generation, client, sequence, abandoned, pending, parts, false);
    }

    SessionState write() {
        return write(SCHEMA);
    }

    SessionState writeSession() {
        return write(SESSION);
    }

    /** Returns whether it is of a session program's connection. */
    static boolean isOfSession(SessionState state) {
        return state.schema().equals(SESSION);
    }

    private SessionState write(String schema) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(handler);
            out.writeInt(slot);
            out.writeLong(generation);
            writeOptional(out, client);
            out.writeLong(sequence);
            out.writeInt(abandoned.size());
            for (String key : abandoned) {
                out.writeUTF(key);
            }
            out.writeInt(pending.size());
            for (Pending each : pending) {
                each.write(out);
            }
            out.writeBoolean(unaccepted);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        List<ByteBuffer> parts = new ArrayList<>();
        parts.add(ByteBuffer.wrap(bytes.toByteArray()));
        parts.addAll(outbox);
        return new SessionState(schema, VERSION, parts);
    }

    private static boolean isOf(SessionState state) {
        return state.schema().equals(SCHEMA) || isOfSession(state);
    }

    /** @throws StateRefusedException where it is of another schema or version, or cannot be read */
    static PeerState read(SessionState state) {
        if (!isOf(state) || state.version() != VERSION) {
            throw new StateRefusedException(
                    "no state of a peer in version " + VERSION + ": " + state.schema() + " " + state.version());
        }
        ByteBuffer head = state.parts().get(0).duplicate();
        byte[] bytes = new byte[head.remaining()];
        head.get(bytes);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int handler = in.readInt();
            int slot = in.readInt();
            long generation = in.readLong();
            Optional<String> client = readOptional(in);
            long sequence = in.readLong();
            List<String> abandoned = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                abandoned.add(in.readUTF());
            }
            List<Pending> pending = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                pending.add(Pending.read(in));
            }
            boolean unaccepted = in.readBoolean();
            List<ByteBuffer> parts = state.parts();
            return new PeerState(
                    handler,
                    slot,
                    generation,
                    client,
                    sequence,
                    abandoned,
                    pending,
                    parts.subList(1, parts.size()),
                    unaccepted);
        } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException damaged) {
            throw new StateRefusedException("the state of a peer cannot be read: " + damaged);
        }
    }

    private static void writeOptional(DataOutputStream out, Optional<String> text) throws IOException {
        out.writeBoolean(text.isPresent());
        out.writeUTF(text.orElse(""));
    }

    private static Optional<String> readOptional(DataInputStream in) throws IOException {
        boolean present = in.readBoolean();
        String text = in.readUTF();
        return present ? Optional.of(text) : Optional.empty();
    }
}
