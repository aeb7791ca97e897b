package io.fairlead.gateway.settings;

import io.fairlead.platform.settings.SettingsReader;
import java.util.Optional;

/**
 * What is done in which case.
 *
 * @param sameAddress {@code sameAddress}: a registered client connects while it is connected
 * @param identity {@code identity}: by what a client is known in the dedicated method
 * @param schedule {@code schedule}: which handler gets the next request of a service
 * @param onFailure {@code on-failure}: a peer's request failed, and the classifier has no error answer
 * @param onUnknown {@code on-unknown}: the classifier does not know what a message is
 * @param restart {@code restart}: a listener that cannot be opened is tried again
 * @param charset {@code charset}: of the messages' text, told to services; nothing: just bytes
 * @param clientIdField {@code client-id-field}: where a service's request names its client; nothing: nowhere
 */
public record Policies(
        SameAddress sameAddress,
        Identity identity,
        Schedule schedule,
        OnFailure onFailure,
        OnUnknown onUnknown,
        boolean restart,
        Optional<String> charset,
        Optional<ByteRange> clientIdField) {
    /** A registered client connects while it is connected. */
    public enum SameAddress {
        /** The connection that is there and the new one are both closed. */
        BOTH_CLOSE,
        /** The new one is closed. */
        KEEP_OLD,
        /** The one that is there is closed. */
        KEEP_NEW
    }

    /** By what a client is known. */
    public enum Identity {
        /** By its address and the port it came to, as the gateway environment file says. */
        ADDRESS,
        /** By the common name in its certificate. */
        TLS_SUBJECT
    }

    /** Which handler gets the next request. */
    public enum Schedule {
        /** Each in its turn. */
        RR,
        /** The first that has an idle connection. */
        FA
    }

    /** A peer's request failed. */
    public enum OnFailure {
        /** The connection is closed. */
        CLOSE,
        /** The error is sent as text, such as {@code TPENOENT (6): there is no service X}. */
        TEXT,
        /** What a failed service gave is sent; for any other error the connection is closed. */
        DATA,
        /** Nothing is sent. */
        SILENCE
    }

    /** A message is of no known kind. */
    public enum OnUnknown {
        /** It is counted and dropped. */
        DROP,
        /** The connection is closed. */
        CLOSE
    }

    /**
     * A part of a message.
     *
     * @param offset its first byte, from 0
     * @param length in bytes; blanks at its end do not count
     */
    public record ByteRange(int offset, int length) {
        static ByteRange parse(String text) {
            String[] words = text.split(",", -1);
            int offset = Integer.parseInt(words[0].strip());
            int length = Integer.parseInt(words[1].strip());
            if (words.length != 2 || offset < 0 || length < 1 || length > 255) {
                throw new IllegalArgumentException(text);
            }
            return new ByteRange(offset, length);
        }
    }

    static Policies parse(SettingsReader in) {
        return new Policies(
                in.choice("sameAddress", SameAddress.BOTH_CLOSE),
                in.choice("identity", Identity.ADDRESS),
                in.choice("schedule", Schedule.RR),
                in.choice("on-failure", OnFailure.CLOSE),
                in.choice("on-unknown", OnUnknown.DROP),
                in.flag("restart", true),
                in.text("charset"),
                in.value(
                        "client-id-field",
                        Optional.empty(),
                        text -> Optional.of(ByteRange.parse(text)),
                        "is no part of a message",
                        "write its first byte and its length, such as 0,8"));
    }
}
