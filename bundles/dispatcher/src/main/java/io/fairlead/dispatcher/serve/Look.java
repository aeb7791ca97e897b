package io.fairlead.dispatcher.serve;

import io.fairlead.dispatcher.dispatch.DispatchRequest;
import io.fairlead.dispatcher.dispatch.Verdict;
import java.util.List;

/** Answers look-ups: a line Server-Info-n for each server. */
final class Look {
    /** What a client prints as the cause, and takes as final. */
    static final String NOT_FOUND = "Service not found";

    private static final int STATUS_NOT_FOUND = 404;

    private final Work work;

    Look(Work work) {
        this.work = work;
    }

    void answer(DispatchRequest request, Answer answer) {
        work.counters().lookups.increment();
        if (request.mode().silent()) {
            answer.ok();
            return;
        }
        List<Verdict> offers = work.resolver().offers(request, work.choice());
        if (offers.isEmpty()) {
            work.counters().notFound.increment();
            answer.fail(STATUS_NOT_FOUND, NOT_FOUND);
            return;
        }
        for (int i = 0; i < offers.size(); i++) {
            Verdict offer = offers.get(i);
            String text = request.dialect().text(offer.shown());
            answer.add(
                    "Server-Info-" + (i + 1), request.named() ? offer.server().service() + " " + text : text);
        }
        answer.ok();
    }
}
