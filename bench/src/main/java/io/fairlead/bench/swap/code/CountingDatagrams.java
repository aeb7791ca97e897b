package io.fairlead.bench.swap.code;

import io.fairlead.transport.DatagramBatch;
import io.fairlead.transport.DatagramHandler;
import io.fairlead.transport.DatagramPort;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers each datagram with itself and the number of datagrams that its sender has sent; that is its state. */
final class CountingDatagrams implements DatagramHandler {
    private static final String SCHEMA = "bench.senders";

    private final DatagramPort port;
    private final Map<InetSocketAddress, Long> senders = new HashMap<>();

    CountingDatagrams(DatagramPort port, Optional<SessionState> state) {
        this.port = port;
        state.ifPresent(this::read);
    }

    @Override
    public void onDatagrams(DatagramBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            ByteBuffer payload = batch.payload(i);
            long count = senders.merge(batch.sender(i), 1L, Long::sum);
            ByteBuffer answer = ByteBuffer.allocate(payload.remaining() + Long.BYTES);
            port.send(batch.sender(i), answer.put(payload).putLong(count).flip());
        }
    }

    @Override
    public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
        return CompletableFuture.completedFuture(Optional.of(SessionState.of(SCHEMA, 1, written())));
    }

    private byte[] written() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeInt(senders.size());
            for (Map.Entry<InetSocketAddress, Long> each : senders.entrySet()) {
                byte[] address = each.getKey().getAddress().getAddress();
                out.writeByte(address.length);
                out.write(address);
                out.writeShort(each.getKey().getPort());
                out.writeLong(each.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void read(SessionState state) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state.bytes()))) {
            for (int left = in.readInt(); left > 0; left--) {
                InetAddress address = InetAddress.getByAddress(in.readNBytes(in.readByte()));
                senders.put(new InetSocketAddress(address, in.readUnsignedShort()), in.readLong());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
