package io.fairlead.rmif;

import io.fairlead.midas.BlueException;
import io.fairlead.midas.BlueHeader;
import io.fairlead.midas.HeaderReader;
import io.fairlead.midas.PlotRequest;
import io.fairlead.rdp.FrameSender;
import io.fairlead.rdp.Node;
import io.fairlead.rdp.OutSettings;
import io.fairlead.rdp.Session;
import io.fairlead.rdp.wire.Func;
import io.fairlead.rdp.wire.Table;
import io.fairlead.rmif.api.Pipe;
import io.fairlead.rmif.api.Property;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/** The channels that remotes have added. On the socket's event loop. */
final class Channels {
    private static final int MOST = 127;
    private static final int DIMENSIONS = 2;
    private static final String ALL_ACKS = "Q:ACK";

    private final Exports exports;
    private final Executor loop;
    private final Map<Session, Map<Integer, Channel>> all = new HashMap<>();

    Channels(Exports exports, Executor loop) {
        this.exports = exports;
        this.loop = loop;
    }

    Collection<Channel> of(Session session) {
        return all.getOrDefault(session, Map.of()).values();
    }

    /** ADDC: adds a channel and answers with ADDED. */
    void add(Session session, Table table) {
        String property = table.text("PROP").orElseThrow(() -> new Refusal(400, "ADDC needs PROP, the property."));
        int number = number(session, table);
        remove(session, number);
        Channel.Kind kind = kind(property);
        Channel channel = new Channel(number, property, kind);
        Table added = Table.EMPTY
                .with("CH", String.valueOf(number))
                .with("PROP", property)
                .with("KIND", kind.name());
        if (kind == Channel.Kind.PIPE) {
            Pipe pipe = exports.pipe(property).orElseThrow();
            ByteBuffer block = pipe.header();
            BlueHeader header = header(property, block);
            FrameSender sender =
                    session.openOut(number, new OutSettings(4, OutSettings.DEFAULT.repairBytes(), header.dataOrder()));
            Table answer = added.with("HDRID", "1").with("UNIT", Integer.toUnsignedString(sender.nextUnit()));
            Answers.send(session, Func.ADDED, 0, answer.toString(), block.slice());
            channel.begin(pipe, header, sender, loop);
        } else {
            Answers.send(session, Func.ADDED, 0, added);
            tellChange(session, channel);
        }
        all.computeIfAbsent(session, each -> new TreeMap<>()).put(number, channel);
    }

    private int number(Session session, Table table) {
        int wanted = table.number("CH").map(Double::intValue).orElse(-1);
        if (wanted == 0 || wanted < -1 || wanted > MOST) {
            throw new Refusal(400, "The channel is " + wanted + "; write 1 to 127, or -1 for the next that is free.");
        }
        if (wanted > 0) {
            return wanted;
        }
        Map<Integer, Channel> taken = all.getOrDefault(session, Map.of());
        for (int i = 1; i <= MOST; i++) {
            if (!taken.containsKey(i)) {
                return i;
            }
        }
        throw new Refusal(503, "All 127 channels are taken; delete one with DELC.");
    }

    private Channel.Kind kind(String property) {
        if (property.equalsIgnoreCase(ALL_ACKS)) {
            return Channel.Kind.QUEUE;
        }
        if (exports.pipe(property).isPresent()) {
            return Channel.Kind.PIPE;
        }
        if (exports.property(property).isPresent()) {
            return Channel.Kind.RESULT;
        }
        throw new Refusal(404, "There is no " + property + " here; KEYS tells what there is.");
    }

    private static BlueHeader header(String property, ByteBuffer block) {
        try {
            BlueHeader header = HeaderReader.read(block.slice(), -1);
            if (header.kind() <= DIMENSIONS) {
                return header;
            }
            throw new Refusal(
                    415, "The pipe " + property + " is of type " + header.type() + "; 1000 and 2000 are sent.");
        } catch (BlueException e) {
            throw new Refusal(500, "The pipe " + property + " has no usable header: " + e.getMessage());
        }
    }

    /** DELC: by number or by name. */
    void delete(Session session, Table table) {
        Channel channel = find(session, table);
        remove(session, channel.number);
        Answers.send(
                session,
                Func.DELD,
                0,
                Table.EMPTY.with("CH", String.valueOf(channel.number)).with("PROP", channel.property));
    }

    private Channel find(Session session, Table table) {
        int number = table.number("CH").map(Double::intValue).orElse(0);
        String name = table.text("PROP").or(() -> table.text("PROPERTY")).orElse("");
        return of(session).stream()
                .filter(each -> number > 0 ? each.number == number : each.property.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        404, "No channel " + (number > 0 ? String.valueOf(number) : "to " + name) + " is open."));
    }

    /** MODIFY: changes how a pipe's frames are reduced, and says what holds now. */
    void modify(Session session, Table table) {
        Channel channel = find(session, table);
        PlotRequest old = channel.plot();
        PlotRequest asked;
        try {
            asked = new PlotRequest(
                    table.number("COMP").map(Double::intValue).orElse(old.comp()),
                    table.number("PLOTWIDTH").map(Double::intValue).orElse(old.width()),
                    table.number("TRIM1").map(Double::intValue).orElse(old.trim1()),
                    table.number("TRIM2").map(Double::intValue).orElse(old.trim2()),
                    table.text("COMPRATE").map("HIGH"::equalsIgnoreCase).orElse(old.high()));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, String.valueOf(e.getMessage()));
        }
        boolean can = channel.plot(asked);
        Table effective = Table.EMPTY
                .with("PROPERTY", channel.property)
                .with("COMP", String.valueOf(channel.plot().comp()))
                .with("PLOTWIDTH", String.valueOf(channel.plot().width()))
                .with("TRIM1", String.valueOf(channel.plot().trim1()))
                .with("TRIM2", String.valueOf(channel.plot().trim2()));
        Answers.send(
                session,
                Func.MODD,
                0,
                can ? effective : effective.with("REASON", "only pipes of format SB are reduced"));
    }

    /** Sends an acknowledgement to all who asked for all, but the one who has it already. */
    void broadcast(Table ack, Session had) {
        all.forEach((session, channels) -> channels.values().stream()
                .filter(each -> each.kind == Channel.Kind.QUEUE && session != had)
                .forEach(each -> Answers.send(session, Func.ACK, each.number, ack)));
    }

    /** Tells every property's changes to those who follow it, and begins pipes that were not there before. */
    void tellChanges() {
        all.forEach((session, channels) ->
                channels.values().stream().filter(each -> !each.begun()).forEach(each -> begin(session, each)));
        all.forEach((session, channels) -> channels.values().stream()
                .filter(each -> each.kind == Channel.Kind.RESULT)
                .forEach(each -> tellChange(session, each)));
    }

    private void tellChange(Session session, Channel channel) {
        String value = exports.property(channel.property).map(Property::value).orElse("");
        if (channel.kind == Channel.Kind.RESULT && !value.equals(channel.lastValue)) {
            channel.lastValue = value;
            Answers.send(session, Func.ACK, channel.number, Table.EMPTY.with(channel.property, value));
        }
    }

    private void remove(Session session, int number) {
        Channel old = all.getOrDefault(session, Map.of()).get(number);
        if (old != null) {
            old.end();
            all.getOrDefault(session, Map.of()).remove(number);
            session.closeOut(number);
        }
    }

    /** Ends all channels of a session. */
    void removeAll(Session session) {
        List.copyOf(of(session)).forEach(each -> remove(session, each.number));
        all.remove(session);
    }

    /** Ends everything. */
    void end() {
        List.copyOf(all.keySet()).forEach(this::removeAll);
    }

    /** Goes on with a pipe that a channel had before, where there is one of that name again. */
    private void begin(Session session, Channel channel) {
        exports.pipe(channel.property).ifPresent(pipe -> session.out(channel.number)
                .ifPresent(sender -> channel.begin(pipe, header(channel.property, pipe.header()), sender, loop)));
    }

    /** Writes all channels, for the next handler. */
    byte[] save() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(all.size());
            for (Map.Entry<Session, Map<Integer, Channel>> each : all.entrySet()) {
                out.writeUTF(Remotes.id(each.getKey()));
                out.writeBoolean(each.getKey().client());
                out.writeInt(each.getValue().size());
                for (Channel channel : each.getValue().values()) {
                    channel.save(out);
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Goes on with what {@link #save} wrote.
     *
     * @throws IllegalArgumentException where it cannot be read
     */
    void restore(byte[] state, Node node) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
            for (int i = in.readInt(); i > 0; i--) {
                String id = in.readUTF();
                boolean client = in.readBoolean();
                Map<Integer, Channel> channels = new TreeMap<>();
                for (int j = in.readInt(); j > 0; j--) {
                    Channel channel = Channel.restored(in);
                    channels.put(channel.number, channel);
                }
                node.sessions().stream()
                        .filter(each ->
                                each.client() == client && Remotes.id(each).equals(id))
                        .forEach(each -> all.put(each, channels));
            }
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("the channels' state cannot be read: " + e.getMessage(), e);
        }
    }
}
