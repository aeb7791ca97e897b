package io.fairlead.dispatcher.firewall;

/** No ticket can be given now; the message is for the client. */
public final class TicketLimitException extends Exception {
    private static final long serialVersionUID = 1L;

    TicketLimitException(String sentence) {
        super(sentence);
    }
}
