package io.fairlead.deployer;

import io.fairlead.transport.HandOver;
import io.fairlead.transport.TransportView;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The transport's groups, as a swap needs them.
 *
 * @param handOver moves them
 * @param view tells which are served
 */
record Groups(HandOver handOver, TransportView view) {
    private static final String PARKED = "parked";

    /** Returns those of the given keys that a protocol serves. */
    Set<String> served(Collection<String> keys) {
        return view.endpoints().stream()
                .filter(each -> !each.state().equals(PARKED) && keys.contains(each.group()))
                .map(TransportView.EndpointEntry::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns those of the given keys on which a protocol waits to take over. */
    Set<String> staged(Collection<String> keys) {
        Set<String> staged = new TreeSet<>(handOver.staged());
        staged.retainAll(keys);
        return staged;
    }

    /** Lets go what waits to take over, see {@link HandOver#withdraw}. */
    void withdraw(Collection<String> keys) {
        handOver.withdraw(keys);
    }

    /** Hands over, see {@link HandOver#handOver}. */
    HandOver.Outcome handOver(Collection<String> keys, Terms terms) {
        return keys.isEmpty()
                ? new HandOver.Outcome(true, "", 0, Duration.ZERO)
                : handOver.handOver(keys, terms.swapLimit(), terms.force());
    }
}
