package io.fairlead.shell.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(10)
class OwnerSocketTest {
    @TempDir
    Path home;

    @Test
    void shouldTakeThePlaceOfADeadInstancesSocket() throws Exception {
        Path path = Files.createDirectory(home.resolve("run")).resolve("fairlead.sock");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path));
        }
        assertThatThrownBy(() -> connect(path)).isInstanceOf(ConnectException.class);

        try (OwnerSocket socket = OwnerSocket.open(path)) {
            connect(path);
            assertThat(socket.channel().accept()).isNotNull();
        }
    }

    @Test
    void shouldCloseAnOpenFolderToOthers() throws Exception {
        Path run = Files.createDirectory(home.resolve("run"));
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (OwnerSocket socket = OwnerSocket.open(run.resolve("fairlead.sock"))) {
            assertThat(socket.channel().isOpen()).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run)))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.resolve("fairlead.sock"))))
                    .isEqualTo("rw-------");
        }
        try (Stream<Path> left = Files.list(run)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void shouldLeaveTheSocketOfItsSuccessor() throws Exception {
        Path path = home.resolve("run").resolve("fairlead.sock");
        OwnerSocket old = OwnerSocket.open(path);
        try (OwnerSocket fresh = OwnerSocket.open(path)) {
            old.close();
            connect(path);
            assertThat(fresh.channel().accept()).isNotNull();
        }
    }

    @Test
    void shouldNameTheCureForAPathThatIsTooLong() {
        Path deep = home.resolve("x".repeat(120)).resolve("run").resolve("fairlead.sock");

        assertThatThrownBy(() -> OwnerSocket.open(deep).close())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("at most 107 bytes: where it is longer, use a shorter --home.");
    }

    private static void connect(Path path) throws IOException {
        SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
    }
}
