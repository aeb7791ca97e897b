package io.fairlead.imu.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.imu.DialectServer;
import io.fairlead.imu.media.Pictures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** One conversation in the dialects of the six published clients, over sockets: each must understand every reply. */
@Timeout(120)
class DialectTest {
    private static final String HOST = "127.0.7.9";
    private static final int PORT = 31_500;

    @TempDir
    static Path home;

    private static DialectServer server;

    @BeforeAll
    static void start() {
        server = new DialectServer(home, HOST, PORT);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static DialectClient connect(Dialect dialect, String handler, Object create) throws IOException {
        return new DialectClient(dialect, HOST, PORT).handler(handler, create);
    }

    private static Object ok(Map<String, Object> reply) {
        assertThat(reply).containsEntry("status", "ok");
        return reply.get("result");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Map<String, Object> reply) {
        return (List<Map<String, Object>>) ((Map<String, Object>) ok(reply)).get("rows");
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindAndFetchTheSameRows(Dialect dialect) throws IOException {
        try (DialectClient client = connect(dialect, "Module", "eparties")) {
            assertThat(ok(client.call(
                            "findTerms",
                            client.terms(
                                    "and",
                                    List.of("NamLast", "wood"),
                                    List.of("or", List.of(List.of("NamFirst", "Kate"), List.of("NamFirst", "D")))))))
                    .isEqualTo(2L);
            assertThat(rows(client.call("fetch", client.fetch("start", 0, 2, List.of("NamFirst", "NamRoles_tab")))))
                    .extracting(row -> row.get("NamFirst"))
                    .containsExactly("Kate", "D");
            assertThat(rows(client.call("fetch", client.fetch("start", 5, 2, null))))
                    .isEmpty();
            assertThat(client.call("fetch", client.fetch("start", 0, 1, "Nothing")))
                    .containsEntry("error", "ModuleColumnUnknown")
                    .containsEntry("args", List.of("eparties", "Nothing"));
            assertThat(ok(client.call("findKeys", List.of(3L)))).isEqualTo(1L);
            assertThat(rows(client.call("fetch", client.fetch("current", 0, 1, "NamFirst;NamLast"))))
                    .containsExactly(Map.of(
                            "rownum",
                            1L,
                            "irn",
                            3L,
                            "NamFirst",
                            "Chlo\u00e9 \"Z\" \\ \u4e2d",
                            "NamLast",
                            "multi\nline\ttab"));
        }
    }

    /** Lengths near multiples of 8192, where one of the clients waits for ever, and long texts cut into many reads. */
    @ParameterizedTest
    @EnumSource
    void shouldReadRepliesOfEveryLength(Dialect dialect) throws IOException {
        try (DialectClient client = connect(dialect, "Module", "eparties")) {
            ok(client.call("findKeys", List.of(1L)));
            for (int length = 7_900; length < 8_200; length++) {
                String alias = "a".repeat(100);
                int copies = length / 130;
                StringBuilder columns = new StringBuilder("x".repeat(1 + length % 130) + "=NamFirst");
                for (int i = 0; i < copies; i++) {
                    columns.append(',').append(alias).append(i).append("=NamFirst");
                }
                assertThat(rows(client.call("fetch", client.fetch("start", 0, 1, columns.toString()))))
                        .singleElement()
                        .satisfies(row -> assertThat(row).hasSize(copies + 3));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldComeBackToItsResult(Dialect dialect) throws IOException {
        Object id;
        Object port;
        try (DialectClient client = connect(dialect, "Module", "eparties")) {
            ok(client.call("findKeys", List.of(1L, 2L, 4L), "suspend", true, "destroy", false));
            ok(client.call("fetch", client.fetch("start", 0, 1, "NamFirst"), "suspend", true, "destroy", false));
            id = client.id();
            port = client.reconnect();
        }
        try (DialectClient back = new DialectClient(dialect, HOST, ((Long) port).intValue()).handler(id)) {
            assertThat(rows(back.call("fetch", back.fetch("current", 1, 1, "NamFirst"), "close", true)))
                    .extracting(row -> row.get("irn"))
                    .containsExactly(2L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldAskTheOtherHandlers(Dialect dialect) throws IOException {
        try (DialectClient client = connect(dialect, "Modules", null)) {
            assertThat(ok(client.call("setModules", List.of("eparties", "ecatalogue"))))
                    .isEqualTo(2L);
            Map<String, Object> keys = new LinkedHashMap<>();
            keys.put("keys", List.of(List.of("eparties", 1L), List.of("ecatalogue", 12L)));
            assertThat(ok(client.call("findKeys", keys))).isEqualTo(List.of("eparties", "ecatalogue"));
            assertThat(ok(client.call("fetch", client.fetch("start", 0, 2, null))))
                    .asString()
                    .contains("name=ecatalogue", "index=1");
            client.handler("Module::Luts", null);
            assertThat(ok(client.call("lookup", Map.of("name", "Roles", "langid", -1L, "level", 0L))))
                    .isEqualTo(List.of("Artist", "Artiste", "Donor"));
            assertThat(client.session("logout", true)).containsEntry("status", "ok");
            assertThat(client.call("swim", null)).containsEntry("error", "HandlerMethodUnknown");
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "12", "8192", "300000"})
    void shouldSendAFileAndGetItBack(int size) throws IOException {
        byte[] file = new byte[size];
        new Random(size).nextBytes(file);
        byte[] hostile = "AB\r\n\0\u00ff\"}*3\r\n".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(hostile, 0, file, 0, Math.min(size, 12));
        for (Dialect dialect : Dialect.values()) {
            if (dialect.readsBinaries()) {
                sendAndGetBack(dialect, file);
            }
        }
    }

    private void sendAndGetBack(Dialect dialect, byte[] file) throws IOException {
        try (DialectClient client = connect(dialect, "Service::Multimedia::Insert", null)) {
            Map<String, Object> params = new LinkedHashMap<>();
            params.put("fileData", file);
            params.put("fileName", "a.bin");
            Map<?, ?> inserted = (Map<?, ?>) ok(client.call("process", params));
            assertThat(inserted.get("size")).isEqualTo((long) file.length);
            client.handler("Module", "emultimedia");
            ok(client.call("findKey", inserted.get("irn")));
            Map<?, ?> resource = (Map<?, ?>) rows(client.call("fetch", client.fetch("start", 0, 1, "resource")))
                    .get(0)
                    .get("resource");
            assertThat(resource.get("identifier")).isEqualTo("a.bin");
            if (file.length == 0) {
                assertThat(resource.get("file")).isNull();
            } else {
                assertThat((byte[]) resource.get("file")).isEqualTo(file);
            }
            assertThat(client.call("fetch", client.fetch("start", 0, 1, "resources")))
                    .containsEntry("status", "ok");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldGetAnImageToMeasure(Dialect dialect) throws IOException {
        try (DialectClient client = connect(dialect, "Service::Multimedia::Insert", null)) {
            Map<String, Object> params = new LinkedHashMap<>();
            params.put("fileName", "p.png");
            params.put("fileData", Pictures.of(300, 200, "png"));
            Object irn = ((Map<?, ?>) ok(client.call("process", params))).get("irn");
            client.handler("Module", "emultimedia");
            ok(client.call("findKey", irn));
            String column = "image=resource{height:100" + (dialect.readsBinaries() ? "}" : ",encoding:base64}");
            Map<?, ?> image = (Map<?, ?>) rows(client.call("fetch", client.fetch("start", 0, 1, column)))
                    .get(0)
                    .get("image");
            byte[] file = dialect.readsBinaries()
                    ? (byte[]) image.get("file")
                    : java.util.Base64.getDecoder().decode((String) image.get("file"));
            assertThat(Pictures.read(file).getHeight()).isEqualTo(100);
        }
    }

    /** The traps themselves: a reply that is known to stop a client must stop this one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PHP | {'status' : 'ok','result' : 'a\\u0041'}",
                "NODE | {R'status' : 'ok',R'status' : 'ok'R}",
                "NET | {R'status' : 'ok'R}",
                "NET | {R'status' : 'ok',R'id' : 7,R'result' : 1R}",
                "JAVA | {R'id' : 'x'R}",
                "PERL | {R'status' : 'error',R'args' : 'x'R}",
                "PYTHON | {R'status': 'ok'R}",
                "PYTHON | {R'status' : 'ok', 'result' : 1R}",
                "NODE | {R'result' : 'a\rR'R}",
                "NET | {R'status' : 'ok',R'result' : 1e3R}",
                "NODE | {R'status' : 'ok',R'result' : [R*1RxR]R}"
            })
    void shouldBeCaughtWhereThePublishedClientIs(Dialect dialect, String reply) {
        byte[] bytes = (reply.replace('\'', '"').replace("R", "\r\n") + "\r\n").getBytes(StandardCharsets.UTF_8);
        ReplyReader reader = new ReplyReader(dialect, bytes);

        assertThatThrownBy(() -> {
                    assertThat(reader.whole()).isNotNegative();
                    reader.read();
                })
                .isInstanceOf(ReplyReader.TrappedException.class)
                .hasMessageStartingWith(dialect + " is caught by ");
    }

    @Test
    void shouldWaitWhereThePublishedClientDoes() {
        byte[] oneLine = "{\"ok\" : true}\r\n".getBytes(StandardCharsets.UTF_8);
        byte[] noEnd = "{\r\n\t\"status\" : \"ok\"\r\n}".getBytes(StandardCharsets.UTF_8);

        assertThat(Arrays.stream(Dialect.values()).filter(each -> new ReplyReader(each, oneLine).whole() < 0))
                .containsExactly(Dialect.NODE, Dialect.PYTHON);
        assertThat(Arrays.stream(Dialect.values()).filter(each -> new ReplyReader(each, noEnd).whole() < 0))
                .containsExactly(Dialect.values());
    }
}
