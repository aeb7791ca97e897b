package io.fairlead.imu.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values that a store puts away as they arrive. */
class PutAwayTest {
    private static final byte[] MESSAGE = message();

    private static byte[] message() {
        StringBuilder message = new StringBuilder("{\"a\" : *3\r\nabc, \"b\" : *8\r\n01\"}*3\r\n,\r\n");
        message.append("\"c\" : \"d\\n\", \"e\" : *5\r\n56789, \"f\" : [1]\r\n}\r\n");
        return message.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Puts away what has more than four bytes. */
    private static final class Store implements BinaryStore {
        final List<ByteArrayOutputStream> away = new ArrayList<>();
        final List<byte[]> before = new ArrayList<>();
        int abandoned;

        @Override
        public boolean putsAway(long length) {
            return length > 4;
        }

        @Override
        public void abandoned() {
            abandoned++;
        }

        @Override
        public Incoming begin(long length) {
            if (!putsAway(length)) {
                return BinaryStore.inMemory().begin(length);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (!before.isEmpty()) {
                out.writeBytes(before.remove(0));
            }
            away.add(out);
            int received = out.size();
            return new Incoming() {
                @Override
                public void write(ByteBuffer part) {
                    byte[] bytes = new byte[part.remaining()];
                    part.get(bytes);
                    out.writeBytes(bytes);
                }

                @Override
                public long received() {
                    return received;
                }

                @Override
                public Binary finish() {
                    return Binary.of(out.toByteArray());
                }
            };
        }
    }

    private static MessageDecoder decoder(Store store) {
        return new MessageDecoder(Limits.DEFAULTS, EncodingErrors.REPLACE, store);
    }

    private static void check(Map<String, Object> message) {
        assertThat(message)
                .containsEntry("a", Binary.of("abc".getBytes(StandardCharsets.US_ASCII)))
                .containsEntry("b", Binary.of("01\"}*3\r\n".getBytes(StandardCharsets.US_ASCII)))
                .containsEntry("c", "d\n")
                .containsEntry("e", Binary.of("56789".getBytes(StandardCharsets.US_ASCII)))
                .containsEntry("f", List.of(1L));
    }

    @Test
    void shouldReadTheSameMessageWhereverItIsCutAndLeaveNoneOfTheFileUnread() {
        for (int cut = 0; cut <= MESSAGE.length; cut++) {
            MessageDecoder decoder = decoder(new Store());
            ByteBuffer first = ByteBuffer.wrap(MESSAGE, 0, cut);
            Map<String, Object> message = decoder.decode(first);
            int taken = first.position();
            if (cut >= 26 && cut <= 34) {
                assertThat(first.remaining()).as("unread at " + cut).isZero();
            }
            if (message == null) {
                message = decoder.decode(ByteBuffer.wrap(MESSAGE, taken, MESSAGE.length - taken));
            }
            check(message);
        }
    }

    @Test
    void shouldGoOnWhereAnotherDecoderHasStopped() {
        for (int cut = 0; cut < MESSAGE.length - 3; cut++) {
            Store store = new Store();
            MessageDecoder old = decoder(store);
            ByteBuffer first = ByteBuffer.wrap(MESSAGE, 0, cut);
            assertThat(old.decode(first)).isNull();
            Store next = new Store();
            store.away.forEach(file -> next.before.add(file.toByteArray()));
            MessageDecoder decoder = decoder(next);

            decoder.resume(old.partial());

            check(decoder.decode(ByteBuffer.wrap(MESSAGE, first.position(), MESSAGE.length - first.position())));
        }
    }

    @Test
    void shouldNotCountWhatIsPutAwayAgainstTheMessage() {
        Limits small = new Limits(60, 8, 60, 60, 60, 1 << 20, 20);
        MessageDecoder decoder = new MessageDecoder(small, EncodingErrors.REPLACE, new Store());
        byte[] message = ("{\"f\" : *100000\r\n" + "x".repeat(100_000) + "\r\n}").getBytes(StandardCharsets.US_ASCII);

        assertThat(decoder.decode(ByteBuffer.wrap(message))).containsOnlyKeys("f");
    }

    @Test
    void shouldForgetWhatWasPutAwayOfAMessageThatIsRefused() {
        Store store = new Store();
        MessageDecoder decoder = decoder(store);
        int before = store.abandoned;

        org.assertj.core.api.Assertions.assertThatThrownBy(() ->
                        decoder.decode(ByteBuffer.wrap("{\"f\" : *5\r\n12345,]".getBytes(StandardCharsets.US_ASCII))))
                .isInstanceOfSatisfying(StreamException.class, refused -> assertThat(refused.offset())
                        .isEqualTo(12));
        assertThat(store.abandoned).isGreaterThan(before);
    }
}
