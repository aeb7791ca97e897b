package io.fairlead.rmif;

import io.fairlead.rdp.Count;
import io.fairlead.rmif.api.Property;
import io.fairlead.transport.HttpExchange;
import io.fairlead.transport.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The pages of the HTTP listener: {@code /}, {@code /Controls}, {@code /Query} and {@code /Files}. They only read. */
final class Pages {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String JSON = "application/json";
    private static final int THREADS = 4;
    private static final int WAITING = 64;

    private final Exports exports;
    private final Supplier<Optional<Remotes>> remotes;
    private final Files files;
    private final ExecutorService workers;

    Pages(Exports exports, Supplier<RmifSettings> settings, Supplier<Optional<Remotes>> remotes) {
        this.exports = exports;
        this.remotes = remotes;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "rmif-files");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        this.workers = pool;
        this.files = new Files(() -> settings.get().folders(), workers);
    }

    void end() {
        workers.shutdown();
    }

    void handle(HttpExchange exchange) {
        String path = exchange.path();
        if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
            exchange.respond(405, new HttpHeaders().add("Allow", "GET, HEAD").add("Content-Length", "0"));
            exchange.end();
        } else if (path.equals("/")) {
            page(exchange, "RMIF", "<ul>" + link("/Controls") + link("/Files/") + link("/Query") + "</ul>");
        } else if (path.equals("/Controls")) {
            controls(exchange);
        } else if (path.equals("/Query")) {
            query(exchange);
        } else if (path.equals("/Files") || path.startsWith("/Files/")) {
            files.handle(exchange, path.substring("/Files".length()));
        } else {
            exchange.reply(404, "text/plain; charset=utf-8", "There is nothing at " + path + ".\n");
        }
    }

    private void controls(HttpExchange exchange) {
        if (wantsJson(exchange)) {
            exchange.reply(
                    200,
                    JSON,
                    exports.propertyNames()
                            .map(name -> quoted(name) + ":" + quoted(value(name)))
                            .collect(Collectors.joining(",", "{", "}\n")));
        } else {
            page(
                    exchange,
                    "Controls",
                    exports.propertyNames()
                            .map(name -> "<tr><td>" + escaped(name) + "<td>" + escaped(value(name)))
                            .collect(Collectors.joining("\n", "<table>\n", "\n</table>")));
        }
    }

    private String value(String name) {
        return exports.property(name).map(Property::value).orElse("");
    }

    private void query(HttpExchange exchange) {
        Optional<Remotes> there = remotes.get();
        if (there.isEmpty()) {
            exchange.reply(503, "text/plain; charset=utf-8", "The UDP port is not open yet.\n");
            return;
        }
        there.get().call(() -> rows(there.get())).whenComplete((rows, error) -> {
            if (error != null) {
                exchange.reply(503, "text/plain; charset=utf-8", "The server is being replaced.\n");
            } else if (wantsJson(exchange)) {
                exchange.reply(
                        200,
                        JSON,
                        "{\"names\":" + quoted(exports.names()) + ",\"remotes\":["
                                + rows.stream().map(Row::json).collect(Collectors.joining(",")) + "]}\n");
            } else {
                page(
                        exchange,
                        "Query",
                        "<p>" + escaped(exports.names()) + "<table>\n<tr><th>Remote<th>State<th>RTT ms<th>Sent<th>"
                                + "Received<th>Resent<th>Dropped frames<th>Channels\n"
                                + rows.stream().map(Row::html).collect(Collectors.joining("\n")) + "</table>");
            }
        });
    }

    private record Row(
            String remote, String state, double rtt, long sent, long received, long resent, long dropped, String open) {
        String html() {
            return String.format(
                    Locale.ROOT,
                    "<tr><td>%s<td>%s<td>%.1f<td>%d<td>%d<td>%d<td>%d<td>%s",
                    escaped(remote),
                    state,
                    rtt,
                    sent,
                    received,
                    resent,
                    dropped,
                    escaped(open));
        }

        String json() {
            return String.format(
                    Locale.ROOT,
                    "{\"remote\":%s,\"state\":%s,\"rttMillis\":%.1f,\"sent\":%d,\"received\":%d,\"resent\":%d,"
                            + "\"framesDropped\":%d,\"channels\":%s}",
                    quoted(remote),
                    quoted(state),
                    rtt,
                    sent,
                    received,
                    resent,
                    dropped,
                    quoted(open));
        }
    }

    private static java.util.List<Row> rows(Remotes remotes) {
        return remotes.node().sessions().stream()
                .map(each -> new Row(
                        Remotes.id(each),
                        each.phase().name(),
                        each.roundTripNanos() / 1e6,
                        each.counts().get(Count.SENT),
                        each.counts().get(Count.RECEIVED),
                        each.counts().get(Count.RESENT),
                        each.counts().get(Count.FRAMES_DROPPED),
                        remotes.channels().of(each).stream()
                                .map(channel -> channel.number + "=" + channel.property)
                                .collect(Collectors.joining(" "))))
                .toList();
    }

    private static boolean wantsJson(HttpExchange exchange) {
        return exchange.headers().first("Accept").orElse("").contains(JSON);
    }

    private static void page(HttpExchange exchange, String title, String body) {
        byte[] bytes = ("<!doctype html><title>" + title + "</title><h1>" + title + "</h1>\n" + body + "\n")
                .getBytes(StandardCharsets.UTF_8);
        exchange.respond(
                200,
                new HttpHeaders()
                        .add("Content-Type", HTML)
                        .add("Content-Length", String.valueOf(bytes.length))
                        .add("Content-Security-Policy", "default-src 'none'")
                        .add("X-Content-Type-Options", "nosniff"));
        if (!exchange.method().equals("HEAD")) {
            exchange.write(java.nio.ByteBuffer.wrap(bytes));
        }
        exchange.end();
    }

    private static String link(String path) {
        return "<li><a href=\"" + path + "\">" + path + "</a>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
