package io.fairlead.imu.session;

import io.fairlead.imu.call.Id;
import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.stream.Name;
import io.fairlead.imu.stream.ReplyWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Writes the envelope of replies (the IMu API's responses): status first, then what belongs to it. */
final class Replies {
    private static final int MAX_IDLE_BUILDERS = 16;
    private static final Name STATUS = Name.of("status");
    private static final Name RESULT = Name.of("result");
    private static final Name ID = Name.of("id");
    private static final Name CONTEXT = Name.of("context");
    private static final Name RECONNECT = Name.of("reconnect");
    private static final Name ERROR = Name.of("error");
    private static final Name ARGS = Name.of("args");
    private static final Name CODE = Name.of("code");

    private final ConcurrentLinkedQueue<ReplyBuilder> idle = new ConcurrentLinkedQueue<>();

    /**
     * What a reply says of its session.
     *
     * @param context the context; nothing where there is none
     * @param reconnect the port to come back to; nothing where the client has not said that it may
     */
    record Session(Optional<Id> context, OptionalInt reconnect) {}

    /**
     * Builds a reply of status ok.
     *
     * @param id the handler, where one was called
     * @param result writes exactly one value
     */
    Reply ok(long maxBytes, Session session, Optional<Id> id, Consumer<ReplyWriter> result) {
        return build(maxBytes, out -> {
            out.name(STATUS).value("ok").name(RESULT);
            result.accept(out);
            id.ifPresent(handler -> out.name(ID).value(handler.toString()));
            end(out, session);
        });
    }

    /** Builds a reply of status error. */
    Reply error(Session session, String id, List<Object> args, int code) {
        return build(Long.MAX_VALUE, out -> {
            out.name(STATUS).value("error").name(ERROR).value(id);
            out.name(ARGS).beginArray();
            for (Object arg : args) {
                if (arg instanceof String text) {
                    out.value(ImuException.cut(text));
                } else {
                    out.any(arg);
                }
            }
            out.endArray().name(CODE).value(code);
            end(out, session);
        });
    }

    private static void end(ReplyWriter out, Session session) {
        session.context().ifPresent(context -> out.name(CONTEXT).value(context.toString()));
        session.reconnect().ifPresent(port -> out.name(RECONNECT).value(port));
    }

    private Reply build(long maxBytes, Consumer<ReplyWriter> members) {
        ReplyBuilder builder = idle.poll();
        if (builder == null) {
            builder = new ReplyBuilder();
        }
        try {
            return builder.build(maxBytes, out -> {
                out.beginObject();
                members.accept(out);
                out.endObject();
            });
        } finally {
            if (idle.size() < MAX_IDLE_BUILDERS) {
                idle.add(builder);
            }
        }
    }
}
