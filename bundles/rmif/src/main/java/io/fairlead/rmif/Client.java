package io.fairlead.rmif;

import io.fairlead.midas.BlueException;
import io.fairlead.midas.BlueHeader;
import io.fairlead.midas.HeaderReader;
import io.fairlead.rdp.FrameTaker;
import io.fairlead.rdp.GapPolicy;
import io.fairlead.rdp.InSettings;
import io.fairlead.rdp.Node;
import io.fairlead.rdp.Session;
import io.fairlead.rdp.wire.Func;
import io.fairlead.rdp.wire.Table;
import io.fairlead.rdp.wire.TableReader;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * What this side asks of remotes. Requests of one kind are answered in their order, so an answer belongs to the oldest
 * open one. On the socket's event loop.
 */
final class Client {
    private static final int ERROR_HEAD = 8;

    private record Asked(Func func, CompletableFuture<String> answer) {}

    /** A pipe that is followed, and the channel that brings it; 0 while there is none. */
    private static final class Following {
        private final Table table;
        private final FrameTaker taker;
        private final CompletableFuture<BlueHeader> begun;
        private int channel;

        Following(Table table, FrameTaker taker, CompletableFuture<BlueHeader> begun) {
            this.table = table;
            this.taker = taker;
            this.begun = begun;
        }
    }

    private final Node node;
    private final Map<Session, Deque<Asked>> open = new HashMap<>();
    private final Map<Session, Map<String, Following>> following = new HashMap<>();
    private final List<BiConsumer<Session, Table>> watchers = new ArrayList<>();

    Client(Node node) {
        this.node = node;
    }

    /** Asks; the answer's text comes when it is there, or why there is none. */
    CompletableFuture<String> ask(Session session, Func func, String text) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        try {
            Answers.send(session, func, 0, text);
            open.computeIfAbsent(session, each -> new ArrayDeque<>()).add(new Asked(func, answer));
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    /** Follows a pipe from now on, also after the remote was away. */
    CompletableFuture<BlueHeader> follow(Session session, String pipe, GapPolicy gap, FrameTaker taker) {
        CompletableFuture<BlueHeader> begun = new CompletableFuture<>();
        Table table = Table.EMPTY.with("CH", "-1").with("PROP", pipe).with("GAP", gap.name());
        following
                .computeIfAbsent(session, each -> new HashMap<>())
                .put(pipe.toUpperCase(java.util.Locale.ROOT), new Following(table, taker, begun));
        Answers.send(session, Func.ADDC, 0, table);
        return begun;
    }

    /** Follows a pipe no more. */
    void unfollow(Session session, String pipe) {
        Following old =
                following.getOrDefault(session, new HashMap<>()).remove(pipe.toUpperCase(java.util.Locale.ROOT));
        if (old != null && old.channel != 0) {
            session.closeIn(old.channel);
            Answers.send(session, Func.DELC, 0, Table.EMPTY.with("CH", String.valueOf(old.channel)));
        }
    }

    /** Tells every acknowledgement that comes unasked. */
    void watch(BiConsumer<Session, Table> watcher) {
        watchers.add(watcher);
    }

    /** The remote is there again, without the channels that it had: pipes are asked for again. */
    void again(Session session) {
        following.getOrDefault(session, Map.of()).values().forEach(each -> {
            each.channel = 0;
            Answers.send(session, Func.ADDC, 0, each.table);
        });
    }

    void answer(Session session, Func func, int info, Table table, ByteBuffer data) {
        switch (func) {
            case RET -> complete(session, Func.GET, table.toString());
            case ACK -> {
                if (info == 0) {
                    complete(session, Func.SET, table.toString());
                } else {
                    watchers.forEach(each -> each.accept(session, table));
                }
            }
            case KEYR -> complete(session, Func.KEYS, Remotes.text(data));
            case DELD -> complete(session, Func.DELC, table.toString());
            case MODD -> complete(session, Func.MODIFY, table.toString());
            case ADDED -> added(session, data);
            case ERR -> refused(session, data);
            default -> throw new Refusal(400, func + " is no request.");
        }
    }

    private void added(Session session, ByteBuffer data) {
        Table table = TableReader.front(data);
        String name = table.text("PROP").orElse("");
        int channel = table.number("CH").map(Double::intValue).orElse(0);
        Following wanted = following.getOrDefault(session, Map.of()).get(name.toUpperCase(java.util.Locale.ROOT));
        if (wanted == null || !data.hasRemaining()) {
            complete(session, Func.ADDC, table.toString());
            return;
        }
        try {
            if (wanted.channel != 0) {
                // It was asked for twice, before and after the remote was away.
                Answers.send(session, Func.DELC, 0, Table.EMPTY.with("CH", String.valueOf(channel)));
                return;
            }
            wanted.channel = channel;
            BlueHeader header = HeaderReader.read(data, -1);
            GapPolicy gap = GapPolicy.valueOf(wanted.table.text("GAP").orElse("DROP"));
            int first = table.text("UNIT").map(Integer::parseUnsignedInt).orElse(0);
            session.openIn(
                    channel,
                    new InSettings((int) header.frameBytes(), first, gap, Optional.empty(), InSettings.MAX_BYTES),
                    wanted.taker);
            wanted.begun.complete(header);
        } catch (BlueException e) {
            wanted.begun.completeExceptionally(e);
        }
    }

    private void refused(Session session, ByteBuffer data) {
        if (data.remaining() < ERROR_HEAD) {
            return;
        }
        int code = data.getShort() & 0xFFFF;
        int func = data.getShort() & 0xFFFF;
        data.getInt();
        Refusal refusal = new Refusal(code, Remotes.text(data));
        Optional<Func> asked = session.settings().opcodes().func(func);
        if (asked.equals(Optional.of(Func.ADDC))) {
            following.getOrDefault(session, Map.of()).values().stream()
                    .filter(each -> !each.begun.isDone())
                    .findFirst()
                    .ifPresent(each -> each.begun.completeExceptionally(refusal));
        }
        asked.ifPresent(
                each -> take(session, each).ifPresent(one -> one.answer().completeExceptionally(refusal)));
    }

    private void complete(Session session, Func func, String text) {
        take(session, func).ifPresent(asked -> asked.answer().complete(text));
    }

    private Optional<Asked> take(Session session, Func func) {
        Deque<Asked> asked = open.getOrDefault(session, new ArrayDeque<>());
        Optional<Asked> first =
                asked.stream().filter(each -> each.func() == func).findFirst();
        first.ifPresent(asked::remove);
        return first;
    }

    void failAll(Session session, String why) {
        Deque<Asked> asked = open.remove(session);
        if (asked != null) {
            asked.forEach(each -> each.answer().completeExceptionally(new IllegalStateException(why)));
        }
    }

    void closed(Session session, String reason) {
        failAll(session, Remotes.id(session) + " is closed (" + reason + ")");
        following.remove(session);
    }

    void end(String why) {
        List.copyOf(open.keySet()).forEach(session -> failAll(session, why));
        following.clear();
    }

    /** Ends a session. */
    void close(Session session) {
        node.close(session, "CLOSE");
    }
}
