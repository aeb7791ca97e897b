package io.fairlead.shell.socket;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * A listening UNIX socket that nobody but its owner can ever reach: it is made in a folder of mode 0700, given mode 0600
 * there, and only then moved to its place, over what a dead instance may have left.
 */
final class OwnerSocket implements AutoCloseable {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> SOCKET = PosixFilePermissions.fromString("rw-------");
    private static final int BACKLOG = 16;

    private final ServerSocketChannel channel;
    private final Path path;
    private final Object key;

    private OwnerSocket(ServerSocketChannel channel, Path path, Object key) {
        this.channel = channel;
        this.path = path;
        this.key = key;
    }

    /**
     * Makes the socket.
     *
     * @param path where; its folder is made if it is not there, and closed to others if it is open
     * @throws IOException where it cannot be made; the message is a sentence
     */
    static OwnerSocket open(Path path) throws IOException {
        Path folder = Objects.requireNonNull(path.getParent(), "parent");
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
        Files.setPosixFilePermissions(folder, FOLDER);
        Path nursery = folder.resolve(".s");
        Path born = nursery.resolve("s");
        Files.deleteIfExists(born);
        Files.deleteIfExists(nursery);
        Files.createDirectory(nursery, PosixFilePermissions.asFileAttribute(FOLDER));
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(born), BACKLOG);
            Files.setPosixFilePermissions(born, SOCKET);
            Files.move(born, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new OwnerSocket(channel, path, key(path));
        } catch (IOException e) {
            channel.close();
            throw new IOException(
                    "The socket " + path + " cannot be made: " + e.getMessage()
                            + "; exec and shell do not work without it. A UNIX socket's path has at most 107 bytes:"
                            + " where it is longer, use a shorter --home.",
                    e);
        } finally {
            Files.deleteIfExists(born);
            Files.deleteIfExists(nursery);
        }
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /** Closes the socket, and takes its file away unless another has taken its place. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && key(path).equals(key)) {
            Files.deleteIfExists(path);
        }
    }

    private static Object key(Path path) throws IOException {
        return Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }
}
