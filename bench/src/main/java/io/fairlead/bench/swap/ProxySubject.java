package io.fairlead.bench.swap;

import io.fairlead.bench.Child;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A TCP proxy before the same server, reloaded by its own means: what operators have today. */
final class ProxySubject implements Subject {
    private static final String HAPROXY = "/usr/sbin/haproxy";
    private static final String NGINX = "/usr/sbin/nginx";
    private static final String NGINX_STREAM = "/usr/lib/nginx/modules/ngx_stream_module.so";
    private static final int START_LIMIT_S = 10;

    private final ServerSubject backend;
    private final Child proxy;
    private final String signal;
    private final Target target;

    private ProxySubject(ServerSubject backend, List<String> command, String signal, int port)
            throws IOException, InterruptedException {
        this.backend = backend;
        this.signal = signal;
        this.target = new Target(Target.Kind.TCP, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        this.proxy = Child.start(command);
        awaitListening();
    }

    /**
     * Starts HAProxy.
     *
     * @param drainLimit whether connections of the old process are cut after 1 s
     * @return nothing where it is not installed
     */
    static Optional<Subject> haproxy(boolean drainLimit, Path work) throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of(HAPROXY))) {
            return Optional.empty();
        }
        int port = freePort();
        ServerSubject backend = new ServerSubject(Target.Kind.TCP, "swap", work);
        Path file = Files.writeString(work.resolve("haproxy.cfg"), """
                global
                  maxconn 5000
                  %s
                defaults
                  mode tcp
                  timeout connect 5s
                  timeout client 1h
                  timeout server 1h
                frontend clients
                  bind 127.0.0.1:%d
                  default_backend servers
                backend servers
                  server one 127.0.0.1:%d
                """.formatted(
                        drainLimit ? "hard-stop-after 1s" : "",
                        port,
                        backend.target().address().getPort()));
        return Optional.of(
                new ProxySubject(backend, List.of(HAPROXY, "-W", "-q", "-f", file.toString()), "USR2", port));
    }

    /**
     * Starts nginx.
     *
     * @param drainLimit whether connections of the old process are cut after 1 s
     * @return nothing where it or its module for TCP is not installed
     */
    static Optional<Subject> nginx(boolean drainLimit, Path work) throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of(NGINX)) || !Files.isReadable(Path.of(NGINX_STREAM))) {
            return Optional.empty();
        }
        int port = freePort();
        ServerSubject backend = new ServerSubject(Target.Kind.TCP, "swap", work);
        Path file = Files.writeString(work.resolve("nginx.conf"), """
                load_module %s;
                daemon off;
                worker_processes 1;
                worker_rlimit_nofile 20000;
                pid %s/nginx.pid;
                error_log %s/nginx.log;
                %s
                events { worker_connections 8192; }
                stream {
                  server { listen 127.0.0.1:%d backlog=1024; proxy_pass 127.0.0.1:%d; proxy_timeout 1h; }
                }
                """.formatted(
                        NGINX_STREAM,
                        work,
                        work,
                        drainLimit ? "worker_shutdown_timeout 1s;" : "",
                        port,
                        backend.target().address().getPort()));
        return Optional.of(new ProxySubject(
                backend,
                List.of(NGINX, "-c", file.toString(), "-p", work.toString(), "-e", work + "/nginx.log"),
                "HUP",
                port));
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public Change change() throws IOException, InterruptedException {
        int answer = new ProcessBuilder("kill", "-" + signal, String.valueOf(proxy.pid()))
                .inheritIO()
                .start()
                .waitFor();
        return new Change(answer == 0, Double.NaN, "");
    }

    /** The first of its processes is the master, and one worker has the newest settings. */
    @Override
    public String left() {
        long workers = proxy.descendants();
        return "old processes: " + (workers - 1);
    }

    @Override
    public void close() {
        proxy.close();
        backend.close();
    }

    private void awaitListening() throws IOException, InterruptedException {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_LIMIT_S);
        while (true) {
            try (Socket probe = new Socket()) {
                probe.connect(target.address());
                return;
            } catch (IOException e) {
                if (System.nanoTime() > endNs) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
