package io.fairlead.imu.session;

import io.fairlead.catalogue.CatalogueException;
import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.stream.PeerError;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what went wrong into a reply with an error id. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static Reply reply(ImuGroup group, Replies.Session session, Throwable mistake) {
        String id;
        List<Object> args;
        int code = ImuException.CODE;
        if (mistake instanceof ImuException known) {
            id = known.id();
            args = known.args();
            code = known.code();
        } else if (mistake instanceof PeerError known) {
            id = known.id();
            args = known.args();
        } else if (mistake instanceof CatalogueException known) {
            id = id(known.kind());
            args = new ArrayList<>(known.arguments());
            code = later(known.kind()) ? ImuException.LATER : ImuException.CODE;
            if (known.kind() == CatalogueException.Kind.UNAVAILABLE) {
                group.log.warn("unavailable", "The catalogue does not answer: " + known.getMessage());
            }
        } else {
            id = "SessionInternal";
            args = List.of("the server's log says more");
            LOG.error("A request failed for a reason that is the server's own", mistake);
        }
        group.counters.error(id);
        String refused = id;
        List<Object> why = args;
        group.trace.line(2, () -> "refused with " + refused + " " + why);
        return group.replies.error(session, id, args, code);
    }

    private static String id(CatalogueException.Kind kind) {
        return switch (kind) {
            case UNKNOWN_MODULE -> "ModuleUnknown";
            case UNKNOWN_COLUMN -> "ModuleColumnUnknown";
            case WRONG_KIND -> "ModuleColumnKind";
            case BAD_VALUE -> "ModuleValue";
            case TOO_MANY -> "ModuleLimit";
            case REFUSED -> "ModuleRefused";
            case FORBIDDEN -> "ModuleRecordNotAllowed";
            case UNAVAILABLE -> "ModuleUnavailable";
            case TIME_OUT -> "ModuleTimeOut";
            case CANCELLED -> "ModuleCancelled";
        };
    }

    private static boolean later(CatalogueException.Kind kind) {
        return kind == CatalogueException.Kind.UNAVAILABLE || kind == CatalogueException.Kind.TIME_OUT;
    }
}
