package io.fairlead.rdp;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** A reliable packet without a receipt. Times are nanoseconds. */
final class Outstanding {
    final Message message;
    final int pseq;
    final int unit;
    final int fragment;
    final int fragments;
    final int position;
    final int length;

    /** How often it was sent again because it seemed lost; these count for RETRY. */
    int resends;

    /** How often it was sent at all. */
    int transmissions;

    /** How many copies are still to be sent although it may have arrived. */
    int copies;

    long copyAt;
    long firstSentAt;
    long sentAt;

    /** When it was last sent other than as a probe. */
    long countedAt;

    /** When it was last sent because it seemed lost. */
    long resentAt;

    /** The place of its newest transmission among all. */
    long order;

    int stamp;

    /** Whether it is to be sent again. */
    boolean lost;

    /** Whether it has arrived. */
    boolean arrived;

    /** Whether its message has failed, so that only its number is sent. */
    boolean dead;

    Outstanding(Message message, int pseq, int unit, int fragment, int fragments, int position, int length) {
        this.message = message;
        this.pseq = pseq;
        this.unit = unit;
        this.fragment = fragment;
        this.fragments = fragments;
        this.position = position;
        this.length = length;
        this.copies = message.delivery().copies() - 1;
    }

    boolean inFlight() {
        return !arrived && !lost;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(pseq);
        out.writeInt(unit);
        out.writeInt(fragment);
        out.writeInt(fragments);
        out.writeInt(position);
        out.writeInt(length);
        out.writeInt(resends);
        out.writeInt(transmissions);
        out.writeBoolean(lost);
        out.writeBoolean(arrived);
        out.writeBoolean(dead);
    }

    static Outstanding restored(Message message, DataInputStream in, long now) throws IOException {
        Outstanding packet = new Outstanding(
                message, in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt());
        packet.resends = in.readInt();
        packet.transmissions = in.readInt();
        packet.lost = in.readBoolean();
        packet.arrived = in.readBoolean();
        packet.dead = in.readBoolean();
        packet.copies = 0;
        packet.firstSentAt = now;
        packet.sentAt = now;
        packet.countedAt = now;
        packet.resentAt = now;
        return packet;
    }
}
