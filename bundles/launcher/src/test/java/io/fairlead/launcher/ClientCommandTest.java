package io.fairlead.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class ClientCommandTest {
    @TempDir
    Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private ServerSocketChannel server;

    /** What an instance does with a connection. */
    private interface Serve {
        String serve(DataInputStream from, DataOutputStream to) throws IOException;
    }

    ClientCommandTest() throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    }

    @BeforeEach
    void listen() throws IOException {
        Files.createDirectory(home.resolve("run"));
        server.bind(UnixDomainSocketAddress.of(home.resolve("run/fairlead.sock")));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void shouldSendTheCommandAndGiveBackOutputAndCode() throws Exception {
        FutureTask<String> heard = serve((from, to) -> {
            String header = line(from);
            Frame command = Frame.read(from);
            Frame end = Frame.read(from);
            frame(to, Frame.OUTPUT, "40000 imu\n");
            frame(to, Frame.ERROR, "a warning\n");
            frame(to, Frame.OUTPUT, "8080 dispatcher\n");
            end(to, 3);
            return header + "|" + StandardCharsets.UTF_8.decode(command.payload()) + "|"
                    + end.payload().remaining();
        });

        ExitStatus status = ClientCommand.exec(home, "fairlead:ports é", print(out), print(errors));

        assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("exec|fairlead:ports é|0");
        assertThat(status).isEqualTo(new ExitStatus(3));
        assertThat(out).hasToString("40000 imu\n8080 dispatcher\n");
        assertThat(errors).hasToString("a warning\n");
    }

    @Test
    void shouldCutALongCommandIntoFrames() throws Exception {
        FutureTask<String> heard = serve((from, to) -> {
            line(from);
            StringBuilder lengths = new StringBuilder();
            for (Frame frame = Frame.read(from); frame.payload().hasRemaining(); frame = Frame.read(from)) {
                lengths.append(frame.payload().remaining()).append(' ');
            }
            end(to, 0);
            return lengths.toString();
        });

        ClientCommand.exec(home, "x".repeat(2 * Frame.LONGEST + 1), print(out), print(errors));

        assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("65536 65536 1 ");
    }

    @Test
    void shouldForwardKeysToAShell() throws Exception {
        FutureTask<String> heard = serve((from, to) -> {
            String header = line(from);
            Frame keys = Frame.read(from);
            frame(to, Frame.OUTPUT, "bye");
            end(to, 0);
            return header + "|" + StandardCharsets.UTF_8.decode(keys.payload());
        });
        InputStream typed = new ByteArrayInputStream("lb\r".getBytes(StandardCharsets.UTF_8));

        ExitStatus status = ClientCommand.shell(home, typed, print(out), print(errors));

        assertThat(heard.get(10, TimeUnit.SECONDS)).matches("shell [0-9]+ [0-9]+ \\S+\\|lb\r");
        assertThat(status).isEqualTo(new ExitStatus(0));
        assertThat(out).hasToString("bye");
    }

    @Test
    void shouldSayThatTheConnectionWasLost() throws Exception {
        serve((from, to) -> {
            command(from);
            to.writeByte(Frame.OUTPUT);
            return "";
        });

        assertThatThrownBy(() -> ClientCommand.exec(home, "lb", print(out), print(errors)))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONNECTION_LOST))
                .hasMessageContaining(home.toString());
    }

    @Test
    void shouldNotTakeAFrameOfAnyLength() throws Exception {
        serve((from, to) -> {
            command(from);
            to.writeByte(Frame.OUTPUT);
            to.writeInt(Integer.MAX_VALUE);
            return "";
        });

        assertThatThrownBy(() -> ClientCommand.exec(home, "lb", print(out), print(errors)))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("65536");
    }

    @Test
    void shouldSayThatNoInstanceRunsWhereOneLeftItsSocket() throws IOException {
        server.close();

        assertThatThrownBy(() -> ClientCommand.exec(home, "lb", print(out), print(errors)))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NO_INSTANCE))
                .hasMessageContaining("fairlead run --home " + home);
    }

    @Test
    void shouldReadWhatSttySays() {
        assertThat(Window.parse("50 132")).isEqualTo(new Window(132, 50));
        assertThat(Window.parse("0 0")).isEqualTo(new Window(80, 24));
        assertThat(Window.parse("stty: not a terminal")).isEqualTo(new Window(80, 24));
    }

    private FutureTask<String> serve(Serve serve) {
        FutureTask<String> task = new FutureTask<>(() -> {
            try (SocketChannel channel = server.accept()) {
                return serve.serve(
                        new DataInputStream(Channels.newInputStream(channel)),
                        new DataOutputStream(Channels.newOutputStream(channel)));
            }
        });
        Thread thread = new Thread(task, "instance");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static void command(DataInputStream from) throws IOException {
        line(from);
        Frame.read(from);
        Frame.read(from);
    }

    private static String line(DataInputStream from) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = from.read(); c != '\n' && c >= 0; c = from.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private static void frame(DataOutputStream to, int channel, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Frame.write(to, channel, bytes, bytes.length);
    }

    private static void end(DataOutputStream to, int code) throws IOException {
        Frame.write(
                to, Frame.END, ByteBuffer.allocate(Integer.BYTES).putInt(code).array(), Integer.BYTES);
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
