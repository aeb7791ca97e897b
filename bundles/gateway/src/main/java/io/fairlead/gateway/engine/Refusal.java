package io.fairlead.gateway.engine;

import java.util.Locale;

/** Why a connection was not admitted. */
enum Refusal {
    /** Every handler has as many connections as it may. */
    FULL("every handler is full"),
    /** The address, or the certificate's name, is not registered. */
    NOT_REGISTERED("it is not registered in the gateway environment file"),
    /** One more than the clients that may be added while the gateway runs. */
    TOO_MANY_ADDED("50 clients were added since the file was loaded; gateway:reload counts anew"),
    /** The client is connected already. */
    SAME_ADDRESS("its client is connected already"),
    /** Too many strangers wait for the file to be read again. */
    TOO_MANY_AT_ONCE("too many connect at once"),
    /** The gateway is being stopped. */
    STOPPING("the gateway is being stopped");

    private final String sentence;

    Refusal(String sentence) {
        this.sentence = sentence;
    }

    /** Returns why, as the end of a sentence. */
    String sentence() {
        return sentence;
    }

    /** Returns the word for a metric's label. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
