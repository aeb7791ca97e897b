package io.fairlead.gateway.engine;

import io.fairlead.gateway.settings.EnvironmentTable;
import io.fairlead.gateway.settings.GatewaySettings;
import io.fairlead.gateway.settings.Policies.Identity;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which peers may connect, and who they are (Gateway Guide, "Shared Method" and "Dedicated Method"). */
final class Admission {
    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=((?:[^,\\\\]|\\\\.)+)");

    private final Gateway gateway;
    private final ClientTable table;
    private final Set<String> added = new HashSet<>();

    Admission(Gateway gateway, ClientTable table) {
        this.gateway = gateway;
        this.table = table;
    }

    /** Decides about a new connection, now or when the file has been read again; on its loop. */
    void admit(Member peer) {
        GatewaySettings settings = gateway.settings();
        if (!settings.dedicated()) {
            seat(peer, Optional.empty());
            return;
        }
        Optional<String> id = identify(peer);
        if (id.isPresent()) {
            seatClient(peer, id.get());
            return;
        }
        peer.await();
        boolean waits = table.lookAgain(() -> peer.connection().executor().execute(() -> identify(peer)
                .ifPresentOrElse(known -> seatClient(peer, known), () -> peer.refused(Refusal.NOT_REGISTERED))));
        if (!waits) {
            peer.refused(Refusal.TOO_MANY_AT_ONCE);
        }
    }

    /** Returns whether a request may name this client, connected or not. */
    boolean isKnown(String id) {
        return table.current().ids().contains(id)
                || (gateway.settings().table().isEmpty() && gateway.settings().dedicated());
    }

    /** The file was loaded by an operator: additions are counted from it. */
    synchronized void loaded() {
        added.clear();
    }

    private Optional<String> identify(Member peer) {
        EnvironmentTable known = table.current();
        if (gateway.settings().policies().identity() == Identity.ADDRESS) {
            InetAddress address = peer.connection().remoteAddress().getAddress();
            return known.client(address, peer.connection().localAddress().getPort());
        }
        return peer.connection()
                .peerSubject()
                .flatMap(Admission::commonName)
                .filter(id ->
                        gateway.settings().table().isEmpty() || known.ids().contains(id));
    }

    static Optional<String> commonName(String subject) {
        Matcher matcher = COMMON_NAME.matcher(subject);
        return matcher.find() ? Optional.of(matcher.group(1).replaceAll("\\\\(.)", "$1")) : Optional.empty();
    }

    private void seatClient(Member peer, String id) {
        if (!mayBeAdded(id)) {
            peer.refused(Refusal.TOO_MANY_ADDED);
            return;
        }
        Optional<Slot> there = gateway.switchboard().slotOf(id);
        if (there.isEmpty()) {
            seat(peer, Optional.of(id));
            return;
        }
        switch (gateway.settings().policies().sameAddress()) {
            case KEEP_OLD -> peer.refused(Refusal.SAME_ADDRESS);
            case KEEP_NEW -> {
                gateway.displaced(id, there.get(), peer.connection(), true);
                seat(peer, Optional.of(id));
            }
            case BOTH_CLOSE -> {
                gateway.displaced(id, there.get(), peer.connection(), false);
                peer.refused(Refusal.SAME_ADDRESS);
            }
        }
    }

    private synchronized boolean mayBeAdded(String id) {
        if (gateway.settings().table().isEmpty() || table.loaded().contains(id) || added.contains(id)) {
            return true;
        }
        added.retainAll(table.current().ids());
        return added.size() < EnvironmentTable.DYNAMIC && added.add(id);
    }

    private void seat(Member peer, Optional<String> id) {
        gateway.switchboard()
                .reserve()
                .ifPresentOrElse(slot -> peer.admitted(slot, id), () -> peer.refused(Refusal.FULL));
    }
}
