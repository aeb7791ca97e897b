package io.fairlead.imu.testing;

import io.fairlead.imu.stream.Limits;
import io.fairlead.imu.stream.MessageDecoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A client that keeps its handler's id, and gives replies as maps. */
public final class Conversation {
    private final FakeConnection connection;
    private final String first;
    private String id = "";

    /** @param first the members of a first call that name the handler, such as {@code "name":"Modules"} */
    public Conversation(FakeConnection connection, String first) {
        this.connection = connection;
        this.first = first;
    }

    /** Calls a method; returns the whole reply. */
    public Map<String, Object> call(String method, String params) {
        String who = id.isEmpty() ? first : "\"id\":\"" + id + "\"";
        String request = "{\"method\":\"" + method + "\",\"params\":" + params + "," + who + "}\r\n";
        Map<String, Object> reply = parse(connection.ask(request.getBytes(StandardCharsets.UTF_8)));
        if (reply.get("id") instanceof String known) {
            id = known;
        }
        return reply;
    }

    /**
     * Calls {@code process} with parameters that have a file in them.
     *
     * @param before the parameters up to the file
     * @param file the file
     * @param after the rest of the parameters
     */
    public Map<String, Object> upload(String before, byte[] file, String after) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(("{\"method\":\"process\"," + first + ",\"params\":" + before + "*" + file.length + "\r\n")
                .getBytes(StandardCharsets.UTF_8));
        request.writeBytes(file);
        request.writeBytes((after + "}\r\n").getBytes(StandardCharsets.UTF_8));
        return parse(connection.ask(request.toByteArray()));
    }

    /** Calls a method that succeeds; returns its result. */
    public Object result(String method, String params) {
        Map<String, Object> reply = call(method, params);
        if (!"ok".equals(reply.get("status"))) {
            throw new AssertionError(method + " " + params + " was refused: " + reply);
        }
        return reply.get("result");
    }

    /** Calls a method that is refused; returns the error's id and its arguments. */
    public List<Object> refusal(String method, String params) {
        Map<String, Object> reply = call(method, params);
        if (!"error".equals(reply.get("status"))) {
            throw new AssertionError(method + " " + params + " was answered: " + reply);
        }
        List<?> args = (List<?>) reply.get("args");
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("error", reply.get("error"));
        both.put("args", args);
        return List.copyOf(both.values());
    }

    /** Calls fetch for all records; returns the rows. */
    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> rows(String columns) {
        Map<String, Object> result = (Map<String, Object>)
                result("fetch", "{\"flag\":\"start\",\"offset\":0,\"count\":-1,\"columns\":" + columns + "}");
        return (List<Map<String, Object>>) result.get("rows");
    }

    /** Returns a value that is written as JSON. */
    public static Object value(String json) {
        return Objects.requireNonNull(parse("{\"v\":" + json + "}")).get("v");
    }

    private static Map<String, Object> parse(String reply) {
        return parse(reply.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> parse(byte[] reply) {
        return new MessageDecoder(Limits.DEFAULTS).decode(ByteBuffer.wrap(reply));
    }
}
