package io.fairlead.rmif.api;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A stream of frames that remotes follow. A whiteboard service: whoever has one registers it with the service property
 * {@value #NAME}. Nobody is slowed down by a remote: frames that it cannot take are dropped whole and counted.
 */
@ConsumerType
public interface Pipe {
    /** Service property: the name, which begins with an underscore, such as {@code _waveb}. */
    String NAME = "rmif.pipe";

    /**
     * Returns the pipe's BLUE header, 512 bytes, type 1000 or 2000. It says the format and, for type 2000, how many
     * elements make a frame.
     */
    ByteBuffer header();

    /**
     * Begins to give frames.
     *
     * @param sink takes each frame from now on, on any thread
     * @return ends it
     */
    Subscription subscribe(Sink sink);

    /** Takes a pipe's frames. */
    @FunctionalInterface
    interface Sink {
        /**
         * Takes a frame; returns at once.
         *
         * @param frame its bytes, copied before this returns
         * @param time seconds since 1950 of its first sample; NaN where it is not known
         */
        void frame(ByteBuffer frame, double time);
    }

    /** An ended subscription gives no frame any more. */
    @FunctionalInterface
    interface Subscription {
        /** Ends it. */
        void end();
    }
}
