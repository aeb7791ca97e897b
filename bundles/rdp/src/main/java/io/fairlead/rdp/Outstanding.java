package io.fairlead.rdp;

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
}
