package io.fairlead.bench.swap;

import io.fairlead.bench.Child;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The transport and one protocol in a JVM of their own, without a framework. */
final class ServerSubject implements Subject {
    /** As the platform's script starts it. */
    private static final List<String> OPTIONS = List.of("-Xms24m", "-Xmx512m", "-XX:+UseSerialGC");

    private final Child server;
    private final Target target;
    private final String command;

    /**
     * @param kind how it is spoken to
     * @param command {@code swap} or {@code park}
     * @param work for the certificate of TLS
     */
    ServerSubject(Target.Kind kind, String command, Path work) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(kind.name().toLowerCase(Locale.ROOT)));
        if (kind == Target.Kind.TLS) {
            Certificate certificate = Certificate.make(work);
            arguments.add(certificate.certificate().toString());
            arguments.add(certificate.key().toString());
        }
        this.command = command;
        this.server = Child.unpinned(SwapServer.class, OPTIONS, arguments.toArray(String[]::new));
        int port = Integer.parseInt(server.await("ready").split(" ", -1)[1]);
        this.target = new Target(kind, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public Change change() throws IOException {
        server.say(command);
        String[] words = server.await("done ").split(" ", 6);
        return new Change(
                Boolean.parseBoolean(words[1]), Long.parseLong(words[3]) / 1e3, words.length > 5 ? words[5] : "");
    }

    @Override
    public String left() throws IOException {
        return "class loaders: " + (remains().loaders() - 1);
    }

    /** Returns what the server holds after a collection. */
    Remains remains() throws IOException {
        server.say("left");
        String[] words = server.await("done ").split(" ", -1);
        return new Remains(
                Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]), Long.parseLong(words[4]));
    }

    @Override
    public void close() {
        server.close();
    }

    /**
     * What a server holds.
     *
     * @param loaders class loaders of the protocol
     * @param heapKiB the heap in use, in KiB
     * @param threads all threads
     * @param descriptors open files and sockets
     */
    record Remains(long loaders, long heapKiB, long threads, long descriptors) {}
}
