package io.fairlead.dispatcher.serve;

import io.fairlead.dispatcher.descriptor.ServerType;
import io.fairlead.dispatcher.dispatch.DispatchRequest;
import io.fairlead.dispatcher.dispatch.Skip;
import io.fairlead.dispatcher.dispatch.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The servers of a request for a connection, in the order in which they are to be tried: the one that the client is about
 * to use, then those that it does not skip, then the rest. Skipped ones stay, because older clients skip the very server
 * that they want.
 */
final class Candidates {
    private final Work work;

    Candidates(Work work) {
        this.work = work;
    }

    /**
     * Returns the servers.
     *
     * @param programs programs alone
     * @return nothing where the client names a server that the registry does not have
     */
    Optional<List<Verdict>> of(DispatchRequest request, boolean programs) {
        Optional<Skip> used = request.used();
        List<Verdict> ordered = new ArrayList<>(work.resolver().ordered(request, work.choice()).stream()
                .filter(each -> !programs || isProgram(each))
                .toList());
        if (used.isPresent()
                && work.resolver().verdicts(request).stream().noneMatch(each -> isMeant(used.get(), each))) {
            return Optional.empty();
        }
        ordered.sort(Comparator.comparingInt(each -> used.isPresent() && isMeant(used.get(), each)
                ? 0
                : request.skips().stream().noneMatch(skip -> isMeant(skip, each)) ? 1 : 2));
        return Optional.of(ordered);
    }

    private static boolean isMeant(Skip skip, Verdict verdict) {
        return skip.means(verdict.server().service(), verdict.server().descriptor());
    }

    private static boolean isProgram(Verdict verdict) {
        return verdict.server().descriptor().type() == ServerType.NCBID
                && verdict.server().launcher().isPresent();
    }
}
