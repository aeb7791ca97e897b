package io.fairlead.midas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.midas.BlueHeader.Axis;
import io.fairlead.midas.BlueHeader.Component;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class BlueTest {
    private static final List<ByteOrder> ORDERS = List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN);

    @TempDir
    Path folder;

    @Test
    void shouldReadWhatItWroteInEveryFormatAndOrder() throws Exception {
        for (ByteOrder headerOrder : ORDERS) {
            for (ByteOrder dataOrder : ORDERS) {
                for (char mode : "SCVQMXT129".toCharArray()) {
                    for (char type : "BILXFDPO".toCharArray()) {
                        Format format = Format.parse("" + mode + type);
                        int atoms = 16 * format.atoms();
                        ByteBuffer data =
                                ByteBuffer.allocate((int) format.bytes(16)).order(dataOrder);
                        for (int i = 0; i < atoms; i++) {
                            Elements.put(data, format, i, type == 'P' ? i % 2 : i % 100);
                        }
                        Path path = folder.resolve("a.tmp");
                        BlueHeader header =
                                BlueHeader.of1000(format, 5, 0.5, 16).withOrders(headerOrder, dataOrder);
                        BlueWriter.write(path, header, data, List.of(Keyword.text("COMMENT", "hello")));
                        try (BlueFile file = BlueFile.open(path)) {
                            assertThat(file.header().format()).isEqualTo(format);
                            assertThat(file.header().count()).isEqualTo(16);
                            assertThat(file.header().axes()).containsExactly(new Axis(5, 0.5, 0));
                            assertThat(file.keywords())
                                    .extracting(Keyword::text)
                                    .containsExactly("hello");
                            ByteBuffer read = file.read(0, 16);
                            for (int i = 0; i < atoms; i++) {
                                assertThat(Elements.get(read, format, i)).isEqualTo(type == 'P' ? i % 2 : i % 100);
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    void shouldReadWhatItWroteOfEveryType() throws Exception {
        List<Component> record = List.of(
                new Component("TIME", Format.parse("SD"), 0, 0, 0), new Component("AZ", Format.parse("SF"), 8, 0, 0));
        List<Component> state = List.of(
                new Component("POS", Format.parse("VD"), 0, 1, 2), new Component("T", Format.parse("SD"), 0, 3, 4));
        for (ByteOrder order : ORDERS) {
            assertSame(new BlueHeader(
                    order,
                    order,
                    false,
                    2000,
                    Format.parse("SF"),
                    1e9,
                    512,
                    4096,
                    0,
                    0,
                    Map.of("VER", "1.1"),
                    List.of(new Axis(1, 2, 3), new Axis(4, 5, 6)),
                    64,
                    0,
                    List.of()));
            assertSame(new BlueHeader(
                    order,
                    order,
                    false,
                    3000,
                    Format.parse("NH".replace("NH", "SB")),
                    0,
                    512,
                    120,
                    0,
                    0,
                    Map.of(),
                    List.of(Axis.COUNT, Axis.COUNT),
                    2,
                    12,
                    record));
            assertSame(new BlueHeader(
                    order,
                    order,
                    false,
                    4000,
                    Format.parse("SB"),
                    0,
                    512,
                    120,
                    0,
                    0,
                    Map.of(),
                    List.of(Axis.COUNT, Axis.COUNT),
                    0,
                    0,
                    List.of()));
            assertSame(new BlueHeader(
                    order,
                    order,
                    false,
                    5000,
                    Format.parse("SD"),
                    0,
                    512,
                    320,
                    0,
                    0,
                    Map.of(),
                    List.of(Axis.COUNT, Axis.COUNT),
                    2,
                    32,
                    state));
            assertSame(new BlueHeader(
                    order,
                    order,
                    false,
                    6000,
                    Format.parse("SB"),
                    0,
                    512,
                    120,
                    0,
                    0,
                    Map.of(),
                    List.of(Axis.COUNT, Axis.COUNT),
                    2,
                    12,
                    record));
        }
    }

    private static void assertSame(BlueHeader header) throws BlueException {
        assertThat(HeaderReader.read(HeaderWriter.write(header), 8192)).isEqualTo(header);
    }

    @Test
    void shouldReadFramesByTheirNumber() throws Exception {
        ByteBuffer data = ByteBuffer.allocate(40);
        for (int i = 0; i < 40; i++) {
            data.put(i, (byte) i);
        }
        Path path = folder.resolve("b.prm");
        BlueWriter.write(path, BlueHeader.of2000(Format.parse("SB"), 10, 4), data, List.of());
        try (BlueFile file = BlueFile.open(path)) {
            assertThat(file.header().count()).isEqualTo(4);
            assertThat(file.read(2, 1)).isEqualTo(data.slice(20, 10));
            assertThat(file.read(3, 9)).isEqualTo(data.slice(30, 10));
            assertThat(file.read(9, 9).remaining()).isZero();
        }
    }

    @Test
    void shouldReadDetachedDataFromItsOwnFile() throws Exception {
        BlueHeader plain = BlueHeader.of1000(Format.parse("SI"), 0, 1, 4);
        BlueHeader detached = new BlueHeader(
                plain.headerOrder(),
                plain.dataOrder(),
                true,
                1000,
                plain.format(),
                0,
                0,
                8,
                0,
                0,
                Map.of(),
                plain.axes(),
                0,
                0,
                List.of());
        Files.write(folder.resolve("c.tmp"), HeaderWriter.write(detached).array());
        Files.write(folder.resolve("c.det"), new byte[] {1, 0, 2, 0, 3, 0, 4, 0});
        try (BlueFile file = BlueFile.open(folder.resolve("c.tmp"))) {
            assertThat(Elements.get(file.read(0, 4), plain.format(), 3)).isEqualTo(4);
        }
        Files.write(folder.resolve("c.det"), new byte[] {1, 0});
        assertThatThrownBy(() -> BlueFile.open(folder.resolve("c.tmp"))).hasMessageContaining("its file has 2 bytes");
    }

    @Test
    void shouldNameTheFieldThatIsWrong() throws Exception {
        assertWrong(0, "JUNK".getBytes(StandardCharsets.US_ASCII), "begins with 'JUNK'");
        assertWrong(4, "VAX ".getBytes(StandardCharsets.US_ASCII), "head_rep is 'VAX '");
        assertWrong(8, "ABCD".getBytes(StandardCharsets.US_ASCII), "data_rep");
        assertWrong(48, new byte[] {1, 0, 0, 0}, "The type is 1;");
        assertWrong(52, "ZZ".getBytes(StandardCharsets.US_ASCII), "The format is 'ZZ'");
        assertWrong(160, new byte[] {93, 0, 0, 0}, "at most 92");
        assertWrong(32, doubles(Double.NaN), "data_start is NaN");
        assertWrong(40, doubles(-1), "data_size is -1.0");
        assertWrong(40, doubles(7.5), "data_size is 7.5");
        assertWrong(40, doubles(1e9), "the file has 1024 bytes");
        assertWrong(24, new byte[] {-1, -1, -1, -1}, "neither may be negative");
        assertWrong(28, new byte[] {0, 0, 1, 0}, "The extended header ends");
        assertThatThrownBy(() -> HeaderReader.read(ByteBuffer.allocate(100), -1))
                .hasMessageContaining("needs 512");
    }

    private static byte[] doubles(double value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(value)
                .array();
    }

    private static void assertWrong(int at, byte[] bytes, String message) throws Exception {
        ByteBuffer block = HeaderWriter.write(BlueHeader.of1000(Format.parse("SB"), 0, 1, 100));
        block.put(at, bytes);
        assertThatThrownBy(() -> HeaderReader.read(block, 1024)).hasMessageContaining(message);
    }

    @Test
    void shouldReadFilesOfOtherPrograms() throws Exception {
        Path samples = Path.of(System.getProperty("fairlead.root", "."), "../shared/data/blue");
        Assumptions.assumeTrue(Files.isDirectory(samples), "no sample files here");
        try (BlueFile ramp = BlueFile.open(samples.resolve("ramp.tmp"))) {
            assertThat(ramp.header().type()).isEqualTo(1000);
            assertThat(ramp.header().format()).hasToString("SI");
            assertThat(ramp.header().count()).isEqualTo(1024);
            ByteBuffer data = ramp.read(0, 1024);
            assertThat(Elements.get(data, ramp.header().format(), 7)
                            - Elements.get(data, ramp.header().format(), 6))
                    .isEqualTo(1);
        }
        try (BlueFile penny = BlueFile.open(samples.resolve("penny.prm"))) {
            assertThat(penny.header().type()).isEqualTo(2000);
            assertThat(penny.header().format()).hasToString("SD");
            assertThat(penny.keywords()).isNotEmpty();
        }
        try (BlueFile sine = BlueFile.open(samples.resolve("sin.tmp"));
                BlueFile pulse = BlueFile.open(samples.resolve("pulse_cx.tmp"));
                BlueFile words = BlueFile.open(samples.resolve("keyword_test_file.tmp"))) {
            assertThat(sine.header().count()).isEqualTo(4096);
            assertThat(pulse.header().format()).hasToString("CF");
            assertThat(words.keywords()).isNotEmpty();
        }
    }
}
