package io.fairlead.rdp;

import io.fairlead.rdp.wire.Func;
import io.fairlead.rdp.wire.Table;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a node says. */
class Recorder implements NodeListener {
    final List<String> told = new ArrayList<>();
    final List<byte[]> messages = new ArrayList<>();
    final List<Long> delivered = new ArrayList<>();
    final List<Long> failed = new ArrayList<>();
    final List<Double> failedAt = new ArrayList<>();
    final List<Session> sessions = new ArrayList<>();
    SimulatedNetwork network;

    @Override
    public void opened(Session session, Table table, boolean again) {
        told.add(again ? "again" : "opened");
        if (!sessions.contains(session)) {
            sessions.add(session);
        }
    }

    @Override
    public void down(Session session) {
        told.add("down");
    }

    @Override
    public void up(Session session) {
        told.add("up");
    }

    @Override
    public void closed(Session session, String reason) {
        told.add("closed " + reason);
        sessions.remove(session);
    }

    @Override
    public void message(Session session, Func func, int info, ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        messages.add(bytes);
    }

    @Override
    public void delivered(Session session, long id) {
        delivered.add(id);
    }

    @Override
    public void failed(Session session, long id, String reason) {
        failed.add(id);
        if (network != null) {
            failedAt.add(network.millis());
        }
    }
}
