package io.fairlead.imu.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The rules of layout that keep every published client reading, for any values and sizes. */
class ReplyLayoutPropertyTest {
    private static final int TRIES = 300;
    private static final String TEXT = "\"(?:[^\"\\\\\\p{Cntrl}]++|[\\t\\n\\x7F]|\\\\[\"\\\\nrtf])*+\"";
    private static final String SCALAR = "(?:" + TEXT + "|-?\\d+(?:\\.\\d+)?|true|false|null)";
    /** One line after its tabs: perhaps a name, then a value, or a bracket; and a comma or nothing. */
    private static final Pattern LINE =
            Pattern.compile("(" + TEXT + " : )?(?:" + SCALAR + ",?|[{\\[])|[}\\]],?", Pattern.DOTALL);

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void shouldKeepTheLayout(@ForAll("replies") Map<String, Object> reply, @ForAll("holds") int holdBytes) {
        byte[] bytes = Replies.encode(reply, holdBytes);
        assertLengthIsSafe(bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        assertThat(text.getBytes(StandardCharsets.UTF_8)).as("valid UTF-8").isEqualTo(bytes);
        assertThat(text).startsWith("{\r\n").endsWith("\r\n}\r\n");
        String[] lines = text.split("\r\n", -1);
        List<Set<String>> names = new ArrayList<>();
        int depth = 0;
        for (int i = 0; i < lines.length - 1; i++) {
            String line = lines[i];
            boolean closes = line.strip().startsWith("}") || line.strip().startsWith("]");
            depth -= closes ? 1 : 0;
            String content = line.replaceFirst("^ *", "");
            assertThat(content).as("indent of line %s", i).startsWith("\t".repeat(depth));
            var match = LINE.matcher(content.substring(depth));
            assertThat(match.matches()).as("line %s: %s", i, line).isTrue();
            if (match.group(1) != null) {
                assertThat(names.get(depth).add(match.group(1)))
                        .as("%s once", match.group(1))
                        .isTrue();
            }
            if (line.endsWith("{") || line.endsWith("[")) {
                depth++;
            }
            while (names.size() <= depth) {
                names.add(new HashSet<>());
            }
            if (line.endsWith("{")) {
                names.get(depth).clear();
            }
        }
        assertThat(depth).isZero();
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void shouldBeReadBackAsWritten(@ForAll("replies") Map<String, Object> reply, @ForAll("holds") int holdBytes) {
        byte[] bytes = Replies.encode(reply, holdBytes);
        Limits limits = new Limits(1 << 20, 128, 1 << 20, 1 << 20, 1 << 20, 1 << 20, 400);
        Map<String, Object> read = new MessageDecoder(limits).decode(ByteBuffer.wrap(bytes));
        assertThat(Replies.encode(Objects.requireNonNull(read), 1 << 20)).isEqualTo(bytes);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void shouldNeverEndOnASizeThatOneClientWaitsAt(
            @ForAll @IntRange(min = 8150, max = 8210) int size, @ForAll @IntRange(max = 9000) int fileSize) {
        for (int pages = 0; pages < 3; pages++) {
            String text = "x".repeat(size + (pages * 8192) - 30);
            Binary file = Binary.of(new byte[fileSize]);
            assertLengthIsSafe(Replies.encode(Map.of("a", text), 1 << 20));
            assertLengthIsSafe(Replies.encode(Map.of("a", List.of(text, Map.of("file", file)), "b", 1L), 1000));
            assertLengthIsSafe(Replies.encode(Map.of("text", text, "file", file), 0));
        }
    }

    @Test
    void shouldPadOnlyTheLastLineButOneAndLeaveFilesWhole() {
        Binary file = Binary.of("\r\n\t\"x\" : 1\r\n}\r\n".getBytes(StandardCharsets.US_ASCII));
        Set<Integer> paddings = new HashSet<>();
        for (int size = 8100; size < 8200; size++) {
            Map<String, Object> reply = new LinkedHashMap<>();
            reply.put("a", "x".repeat(size));
            reply.put("file", file);
            String text = new String(Replies.encode(reply, 100), StandardCharsets.US_ASCII);
            String tail = text.substring("{\r\n\t\"a\" : \"".length() + size);
            int blanks = tail.indexOf('\t') - "\",\r\n".length();
            paddings.add(blanks);
            assertThat(tail)
                    .isEqualTo(
                            "\",\r\n" + " ".repeat(blanks) + "\t\"file\" : *15\r\n\r\n\t\"x\" : 1\r\n}\r\n\r\n}\r\n");
        }
        assertThat(paddings).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void shouldGiveTheTailInOnePieceHoweverLittleIsHeld() {
        Replies replies = new Replies();
        List<Object> rows = new ArrayList<>();
        for (long i = 0; i < 5000; i++) {
            rows.add(Map.of("rownum", i));
        }
        new ReplyWriter(replies, 500).any(Map.of("rows", rows));
        assertThat(replies.pieces).hasSizeGreaterThan(100);
        assertThat(new String(replies.pieces.get(replies.pieces.size() - 1), StandardCharsets.US_ASCII))
                .endsWith("\r\n\t]\r\n}\r\n");
        assertThat(replies.bytes.toByteArray()).isEqualTo(Replies.encode(Map.of("rows", rows), 1 << 24));
    }

    private static void assertLengthIsSafe(byte[] bytes) {
        assertThat(bytes.length % 8192)
                .as("%s bytes, modulo 8192", bytes.length)
                .isNotIn(1, 2, 3);
    }

    @Provide
    Arbitrary<Integer> holds() {
        return Arbitraries.of(0, 50, 4096, 1 << 20);
    }

    @Provide
    Arbitrary<Map<String, Object>> replies() {
        return Arbitraries.randomValue(random -> {
            Map<String, Object> reply = new RandomValues(random).object(4);
            reply.put("status", "ok");
            return reply;
        });
    }
}
