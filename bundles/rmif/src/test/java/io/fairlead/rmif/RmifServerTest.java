package io.fairlead.rmif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.midas.BlueHeader;
import io.fairlead.midas.PlotFrame;
import io.fairlead.midas.PlotMode;
import io.fairlead.rdp.Frame;
import io.fairlead.rdp.GapPolicy;
import io.fairlead.rdp.Session;
import io.fairlead.rdp.wire.Func;
import io.fairlead.rmif.api.Pipe;
import io.fairlead.rmif.api.Property;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RmifServerTest {
    private static final String SERVER = "io.fairlead.rmif~server";

    @TempDir
    Path folder;

    private final Rig rig = new Rig();

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void shouldAnswerGetSetAndKeysAndTellTheOthers() throws Exception {
        RmifServer server = rig.server(SERVER);
        server.addProperty(new Text("8"), Map.of(Property.NAME, "SFREQ"));
        server.addProperty(() -> "fixed", Map.of(Property.NAME, "VERSION"));
        Remotes asking = client("a");
        Remotes watching = client("b");
        List<String> seen = new CopyOnWriteArrayList<>();
        Session watcher = watching.call(() -> watching.remote(udp())).get(5, TimeUnit.SECONDS);
        watching.call(() -> {
                    watching.client().watch((session, table) -> seen.add(table.toString()));
                    return watching.client().ask(watcher, Func.ADDC, "{CH=2,PROP=\"Q:ACK\"}");
                })
                .thenCompose(Function.identity())
                .get(5, TimeUnit.SECONDS);

        assertThat(ask(asking, Func.KEYS, "")).isEqualTo("SFREQ|VERSION");
        assertThat(ask(asking, Func.GET, "{sfreq=?,version=?,nothing=?}")).isEqualTo("{SFREQ=8,VERSION=fixed}");
        assertThat(ask(asking, Func.SET, "{SFREQ=9}")).isEqualTo("{SFREQ=9}");
        await().until(() -> seen.equals(List.of("{SFREQ=9}")));
        assertThatThrownBy(() -> ask(asking, Func.SET, "{VERSION=1}")).hasMessageContaining("can only be read");
        assertThatThrownBy(() -> ask(asking, Func.GET, "{NOTHING=?}")).hasMessageContaining("There is none of NOTHING");
        assertThatThrownBy(() -> ask(asking, Func.GET, "no table")).hasMessageContaining("The data of GET is wrong");
        assertThat(ask(asking, Func.GET, "{SFREQ=?}")).as("it lives on").isEqualTo("{SFREQ=9}");
    }

    @Test
    void shouldHandMessagesToTheirHandlersByName() throws Exception {
        RmifServer server = rig.server(SERVER);
        server.addHandler(
                (name, table, remote) -> Optional.of(Map.of("SUM", table.get("A") + "+" + table.get("B"))),
                Map.of("rmif.message", "ADD"));
        Remotes asking = client("a");
        assertThat(ask(asking, Func.GET, "{MSGNAME=add,A=1,B=2}")).isEqualTo("{SUM=1+2,MSGNAME=add}");
        assertThatThrownBy(() -> ask(asking, Func.SET, "{MSGNAME=other}")).hasMessageContaining("Nobody here takes");
    }

    @Test
    void shouldTellAPropertysChangesToThoseWhoFollowIt() throws Exception {
        RmifServer server = rig.server(SERVER);
        Text text = new Text("1");
        server.addProperty(text, Map.of(Property.NAME, "LEVEL"));
        Remotes asking = client("a");
        List<String> seen = new CopyOnWriteArrayList<>();
        asking.call(() -> {
            asking.client().watch((session, table) -> seen.add(table.toString()));
            return true;
        });
        assertThat(ask(asking, Func.ADDC, "{CH=-1,PROP=LEVEL}")).contains("CH=1", "KIND=RESULT");
        text.set("2");
        await().until(() -> seen.equals(List.of("{LEVEL=1}", "{LEVEL=2}")));
        assertThat(ask(asking, Func.DELC, "{PROP=level}")).contains("CH=1");
        assertThatThrownBy(() -> ask(asking, Func.DELC, "{CH=1}")).hasMessageContaining("No channel 1");
        assertThatThrownBy(() -> ask(asking, Func.ADDC, "{CH=200,PROP=LEVEL}")).hasMessageContaining("1 to 127");
    }

    @Test
    void shouldBringAPipesFramesAndReduceThemWhereAsked() throws Exception {
        rig.server(SERVER, "demo", "true");
        Remotes following = client("a");
        List<byte[]> frames = new CopyOnWriteArrayList<>();
        List<PlotMode> modes = new CopyOnWriteArrayList<>();
        Session session = following.call(() -> following.remote(udp())).get(5, TimeUnit.SECONDS);
        BlueHeader header = following
                .call(() -> following.client().follow(session, "_SINE", GapPolicy.DROP, frame -> {
                    if (frame.compressed()) {
                        modes.add(mode(frame));
                    } else {
                        byte[] bytes = new byte[frame.data().remaining()];
                        frame.data().get(bytes);
                        frames.add(bytes);
                    }
                }))
                .thenCompose(Function.identity())
                .get(5, TimeUnit.SECONDS);
        assertThat(header.format()).hasToString("SB");
        await().until(() -> frames.size() >= 3);
        assertThat(frames).allSatisfy(frame -> assertThat(frame).hasSize(2048).contains(99));
        assertThat(ask(following, Func.MODIFY, "{PROPERTY=_sine,COMP=2,PLOTWIDTH=200}"))
                .contains("COMP=2");
        await().until(() -> modes.size() >= 2);
        assertThat(modes).containsOnly(PlotMode.BAND);
        assertThat(ask(following, Func.MODIFY, "{PROPERTY=_sine,TRIM1=500,TRIM2=100}"))
                .contains("TRIM1=500");
        await().until(() -> modes.contains(PlotMode.PACK));
        assertThatThrownBy(() -> ask(following, Func.MODIFY, "{PROPERTY=_sine,COMP=8}"))
                .hasMessageContaining("COMP is 8");
        assertThatThrownBy(() -> ask(following, Func.MODIFY, "{PROPERTY=_other,COMP=2}"))
                .hasMessageContaining("to _other");
    }

    private static PlotMode mode(Frame frame) {
        try {
            return PlotFrame.decode(frame.data()).mode();
        } catch (io.fairlead.midas.PlotException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldKeepSessionsAndChannelsWhereTheServerIsReplaced() throws Exception {
        RmifServer old = rig.server(SERVER, "demo", "true");
        Remotes following = client("a");
        List<Double> offsets = new CopyOnWriteArrayList<>();
        Session session = following.call(() -> following.remote(udp())).get(5, TimeUnit.SECONDS);
        following.call(() ->
                following.client().follow(session, "_SINE", GapPolicy.DROP, frame -> offsets.add(frame.offset())));
        await().until(() -> offsets.size() >= 3);
        int epoch = session.epoch();
        old.deactivate(6);
        int before = offsets.size();
        RmifServer parked = rig.server(SERVER, "demo", "true");
        parked.addProperty(() -> "second", Map.of(Property.NAME, "VERSION"));
        await().until(() -> offsets.size() >= before + 5);
        assertThat(ask(following, Func.GET, "{VERSION=?}")).isEqualTo("{VERSION=second}");

        RmifServer live = rig.server(SERVER, "demo", "true");
        live.addProperty(() -> "third", Map.of(Property.NAME, "VERSION"));
        assertThat(rig.transport
                        .handOver(rig.transport.staged(), java.time.Duration.ofSeconds(2), false)
                        .reason())
                .isEmpty();
        int later = offsets.size();
        await().until(() -> offsets.size() >= later + 5);
        assertThat(ask(following, Func.GET, "{VERSION=?}")).isEqualTo("{VERSION=third}");
        assertThat(session.epoch()).as("the session was never opened anew").isEqualTo(epoch);
        assertThat(offsets).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void shouldServeFilesControlsAndQueriesOverHttp() throws Exception {
        Files.write(folder.resolve("a.tmp"), new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
        Files.write(folder.resolve(".hidden"), new byte[] {1});
        Path outside = Files.createTempFile("outside", ".tmp");
        Files.createSymbolicLink(folder.resolve("link.tmp"), outside);
        RmifServer server = rig.server(SERVER, "aux", "DAT=" + folder);
        server.addProperty(() -> "<8>", Map.of(Property.NAME, "SFREQ"));
        ask(client("a"), Func.KEYS, "");

        assertThat(fetch("/Files/DAT/a.tmp").body()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        HttpResponse<byte[]> range = fetch("/Files/DAT/a.tmp", "Range", "bytes=2-4");
        assertThat(range.statusCode()).isEqualTo(206);
        assertThat(range.headers().firstValue("Content-Range")).contains("bytes 2-4/10");
        assertThat(range.body()).containsExactly(2, 3, 4);
        assertThat(fetch("/Files/DAT/a.tmp", "Range", "bytes=-3").body()).containsExactly(7, 8, 9);
        assertThat(fetch("/Files/DAT/a.tmp", "Range", "bytes=10-").statusCode()).isEqualTo(416);
        for (String bad : List.of(
                "DAT/.hidden",
                "DAT/link.tmp",
                "DAT/%2e%2e/x",
                "DAT/..%2fx",
                "DAT",
                "DAT/",
                "NO/a.tmp",
                "DAT//a.tmp",
                "DAT/a.tmp%5cb")) {
            assertThat(fetch("/Files/" + bad).statusCode()).as(bad).isBetween(400, 404);
        }
        assertThat(new String(fetch("/Controls").body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("&lt;8&gt;");
        assertThat(new String(
                        fetch("/Controls", "Accept", "application/json").body(),
                        java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("{\"SFREQ\":\"<8>\"}\n");
        assertThat(new String(
                        fetch("/Query", "Accept", "application/json").body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"state\":\"OPEN\"");
        assertThat(fetch("/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldSayWhatIsWrongWithItsSettings() {
        assertThatThrownBy(() -> rig.server(SERVER, "ppt", "{WINDOW=64}")).hasMessageContaining("WINDOW is 64");
        assertThatThrownBy(() -> rig.server(SERVER, "ppt", "{WINDO=6}")).hasMessageContaining("WINDO");
        assertThatThrownBy(() -> rig.server(SERVER, "opcodes", "OPEN=2")).hasMessageContaining("opcodes");
        assertThatThrownBy(() -> rig.server(SERVER, "aux", "DAT")).hasMessageContaining("NAME=FOLDER");
    }

    @Test
    void shouldRefuseAPipeThatCannotBeSent() throws Exception {
        RmifServer server = rig.server(SERVER);
        Pipe broken = new Pipe() {
            @Override
            public ByteBuffer header() {
                return ByteBuffer.allocate(512);
            }

            @Override
            public Subscription subscribe(Sink sink) {
                return () -> {};
            }
        };
        server.addPipe(broken, Map.of(Pipe.NAME, "_broken"));
        Remotes asking = client("a");
        assertThatThrownBy(() -> ask(asking, Func.ADDC, "{PROP=_broken}")).hasMessageContaining("no usable header");
        assertThatThrownBy(() -> ask(asking, Func.ADDC, "{PROP=_none}")).hasMessageContaining("There is no _none");
    }

    private Remotes client(String name) {
        RmifServer client = rig.server("io.fairlead.rmif~" + name, "http", "false");
        await().until(() -> client.remotes().isPresent());
        return client.remotes().orElseThrow();
    }

    private InetSocketAddress udp() {
        return rig.address(SERVER, "udp");
    }

    private String ask(Remotes asking, Func func, String text) throws Exception {
        try {
            return asking.call(() -> asking.client().ask(asking.remote(udp()), func, text))
                    .thenCompose(Function.identity())
                    .get(10, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    private HttpResponse<byte[]> fetch(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + rig.address(SERVER, "http").getPort() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** A text that may be set. */
    private static final class Text implements Property {
        private volatile String text;

        Text(String text) {
            this.text = text;
        }

        @Override
        public String value() {
            return text;
        }

        @Override
        public void set(String value) {
            text = value;
        }
    }
}
