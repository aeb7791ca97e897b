package io.fairlead.imu.dialect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A session and one handler of it, as one of the published clients has them. */
final class DialectClient implements AutoCloseable {
    private final Dialect dialect;
    private final Random order = new Random(3);
    private final Socket socket;
    private final InputStream in;
    private Object context;
    private Object reconnect;
    private Object id;
    private String name = "";
    private Object create;

    DialectClient(Dialect dialect, String host, int port) throws IOException {
        this.dialect = dialect;
        socket = new Socket(InetAddress.getByName(host), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        in = socket.getInputStream();
    }

    Dialect dialect() {
        return dialect;
    }

    /** Begins with a new handler. */
    DialectClient handler(String handlerName, Object made) {
        name = handlerName;
        create = made;
        id = null;
        return this;
    }

    /** Goes on with a handler of another connection. */
    DialectClient handler(Object known) {
        id = known;
        return this;
    }

    Object id() {
        return id;
    }

    Object reconnect() {
        return reconnect;
    }

    /** Calls a method; returns the reply. The flags {@code suspend}, {@code destroy} and {@code close} may be added. */
    Map<String, Object> call(String method, Object params, Object... flags) throws IOException {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("method", method);
        if (params != null) {
            request.put("params", params);
        }
        if (id != null) {
            request.put("id", id);
        } else {
            request.put("name", name);
            if (create != null) {
                request.put("create", create);
            }
        }
        for (int i = 0; i < flags.length; i += 2) {
            request.put((String) flags[i], flags[i + 1]);
        }
        Map<String, Object> reply = ask(request);
        id = reply.getOrDefault("id", id);
        return reply;
    }

    /** Sends a request of the session. */
    Map<String, Object> session(Object... members) throws IOException {
        Map<String, Object> request = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            request.put((String) members[i], members[i + 1]);
        }
        return ask(request);
    }

    private Map<String, Object> ask(Map<String, Object> request) throws IOException {
        if (context != null && dialect != Dialect.PYTHON) {
            request.put("context", context);
        }
        if (dialect == Dialect.PHP) {
            request.putIfAbsent("suspend", null);
        }
        socket.getOutputStream().write(new RequestWriter(dialect, order).write(request));
        socket.getOutputStream().flush();
        Map<String, Object> reply = reply();
        context = reply.getOrDefault("context", context);
        reconnect = reply.getOrDefault("reconnect", reconnect);
        return reply;
    }

    private Map<String, Object> reply() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        while (true) {
            int count = in.read(chunk);
            if (count < 0) {
                throw new IOException("the server has closed the connection");
            }
            all.write(chunk, 0, count);
            ReplyReader reader = new ReplyReader(dialect, all.toByteArray());
            if (reader.whole() >= 0) {
                return reader.read();
            }
        }
    }

    /** Returns terms in the shape that this client gives them. */
    Object terms(String kind, List<?>... items) {
        List<Object> bare = List.of(dialect.kind(kind), Arrays.asList((Object[]) items));
        return dialect == Dialect.PHP ? Map.of("terms", bare) : bare;
    }

    /** Returns the parameters of a fetch. */
    Object fetch(String flag, int offset, int count, Object columns) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("flag", flag);
        params.put("offset", (long) offset);
        params.put("count", (long) count);
        if (columns != null || dialect.sendsNulls()) {
            params.put("columns", columns);
        }
        return params;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
