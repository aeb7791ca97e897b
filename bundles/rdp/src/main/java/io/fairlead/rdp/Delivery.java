package io.fairlead.rdp;

/** How a message is to arrive. Every message arrives exactly once or fails visibly. */
public enum Delivery {
    /** In the order of sending among all that are in order. */
    IN_ORDER(1),
    /** As soon as it is there; for messages that fit one packet. */
    INDEPENDENT(1),
    /** The same, and sent three times from the start, since losing all three is rare. */
    REDUNDANT(3);

    private final int copies;

    Delivery(int copies) {
        this.copies = copies;
    }

    int copies() {
        return copies;
    }
}
