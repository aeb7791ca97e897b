package io.fairlead.rmif;

import io.fairlead.rdp.Session;
import io.fairlead.rdp.wire.Func;
import io.fairlead.rdp.wire.Table;
import io.fairlead.rmif.api.MessageHandler;
import io.fairlead.rmif.api.Property;
import io.fairlead.rmif.api.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Answers what remotes ask: SET, GET, KEYS, channels and messages. On the socket's event loop. */
final class Requests {
    private static final String MESSAGE_NAME = "MSGNAME";

    private final Exports exports;
    private final Channels channels;
    private final WriteAccess access;

    Requests(Exports exports, Channels channels, WriteAccess access) {
        this.exports = exports;
        this.channels = channels;
        this.access = access;
    }

    /** Answers a request; tells whether it was one. */
    boolean answer(Session session, Func func, Table table) {
        switch (func) {
            case SET -> set(session, table);
            case GET -> get(session, table);
            case KEYS -> Answers.send(session, Func.KEYR, 0, exports.names());
            case ADDC -> channels.add(session, table);
            case DELC -> channels.delete(session, table);
            case MODIFY -> channels.modify(session, table);
            case MSG -> message(session, func, table);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void set(Session session, Table table) {
        if (table.text(MESSAGE_NAME).isPresent()) {
            message(session, Func.ACK, table);
            return;
        }
        access.check(session.address());
        Table ack = Table.EMPTY;
        StringBuilder refused = new StringBuilder();
        for (Map.Entry<String, Object> entry : table.entries().entrySet()) {
            String name = entry.getKey();
            Optional<Property> property = exports.property(name);
            try {
                if (property.isEmpty()) {
                    throw new RefusedException("there is no such property");
                }
                property.get().set(String.valueOf(entry.getValue()));
                ack = ack.with(name, property.get().value());
            } catch (RefusedException e) {
                refused.append(refused.isEmpty() ? "" : "; ")
                        .append(name)
                        .append(": ")
                        .append(e.getMessage());
            }
        }
        if (!ack.entries().isEmpty()) {
            channels.broadcast(ack, session);
        }
        if (ack.entries().isEmpty() && !refused.isEmpty()) {
            throw new Refusal(403, "Not set: " + refused + ".");
        }
        Answers.send(session, Func.ACK, 0, refused.isEmpty() ? ack : ack.with("REFUSED", refused.toString()));
    }

    private void get(Session session, Table table) {
        if (table.text(MESSAGE_NAME).isPresent()) {
            message(session, Func.RET, table);
            return;
        }
        Table values = Table.EMPTY;
        for (String name : table.entries().keySet()) {
            Optional<Property> property = exports.property(name);
            if (property.isPresent()) {
                values = values.with(name, property.get().value());
            }
        }
        if (values.entries().isEmpty() && !table.entries().isEmpty()) {
            throw new Refusal(
                    404,
                    "There is none of " + String.join(", ", table.entries().keySet())
                            + " here; KEYS tells what there is.");
        }
        Answers.send(session, Func.RET, 0, values);
    }

    /** Hands a message to its handler; the answer goes back under the name that it came with. */
    private void message(Session session, Func answer, Table table) {
        String name =
                table.text(MESSAGE_NAME).orElseThrow(() -> new Refusal(400, "A message needs MSGNAME, its name."));
        MessageHandler handler = exports.handler(name)
                .orElseThrow(() -> new Refusal(404, "Nobody here takes messages named " + name + "."));
        Map<String, String> values = new LinkedHashMap<>();
        table.without(MESSAGE_NAME).entries().forEach((key, value) -> values.put(key, String.valueOf(value)));
        try {
            handler.message(name, values, Remotes.id(session))
                    .ifPresent(back ->
                            Answers.send(session, answer, 0, new Table(Map.copyOf(back)).with(MESSAGE_NAME, name)));
        } catch (RefusedException e) {
            throw new Refusal(403, name + " is refused: " + e.getMessage() + ".");
        }
    }
}
