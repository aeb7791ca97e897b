package io.fairlead.gateway.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a session program has in its hands: a peer on the one side, services on the other. For the program's own thread,
 * unless a method says otherwise. All lengths are bytes.
 */
@ProviderType
public interface Conversation {
    /** What {@link #select} woke up for. */
    enum Event {
        /** The peer has sent bytes, see {@link #read}. */
        DATA,
        /** A service wants something of the peer, see {@link #nextRequest}. */
        REQUEST,
        /** Nothing has come in the time given. */
        TIMEOUT,
        /** The peer has ended its stream and every byte of it has been read. */
        END,
        /**
         * The program is about to be replaced: return {@link Ending#moved} between two messages. Told once; whoever goes
         * on for the moment may return it later, while the replacement still waits.
         */
        MOVE,
        /** The gateway stops: finish what is open, then return {@link Ending#normal}. Told once. */
        STOP
    }

    /** Returns true where the peer connected to the gateway, false where the gateway connects to the peer. */
    boolean serverMode();

    /** Returns what the program's last version left with {@link Ending#moved}; nothing at a conversation's start. */
    Optional<ByteBuffer> state();

    /** Returns the peer's address; in client mode, the one of the configuration until connected. */
    InetSocketAddress peer();

    /** Returns the peer's ID from the gateway environment file or its certificate; nothing in the shared method. */
    Optional<String> clientId();

    /**
     * Client mode: connects to the configured server; no effect where connected.
     *
     * @param timeout how long it may take
     * @throws IOException where it cannot be reached
     */
    void connect(Duration timeout) throws IOException, InterruptedException;

    /**
     * Waits for the peer, for a service, or for the gateway. Where several have something, the gateway's own comes
     * first, then the peer's bytes.
     *
     * @param timeout how long to wait; zero looks and does not wait
     * @return why it woke up
     * @throws IOException where the connection was lost
     */
    Event select(Duration timeout) throws IOException, InterruptedException;

    /**
     * Reads what is there, at least one byte, waiting for it where there is none.
     *
     * @param into takes as much as fits
     * @param timeout how long to wait for the first byte
     * @return the number of bytes; -1 at the end of the stream; 0 when the time is over
     * @throws IOException where the connection was lost
     */
    int read(ByteBuffer into, Duration timeout) throws IOException, InterruptedException;

    /**
     * Reads exactly so many bytes.
     *
     * @param length from 0 to the configuration's longest frame
     * @param timeout from now to the last byte
     * @return the bytes
     * @throws IOException where the stream ends or the time is over before they are there; then none is taken
     */
    byte[] readFully(int length, Duration timeout) throws IOException, InterruptedException;

    /**
     * Sends bytes. Waits while the peer does not read, as long as the configuration's write time-out.
     *
     * @param bytes all remaining bytes are taken
     * @throws IOException where the connection was lost or the peer did not read in time
     */
    void write(ByteBuffer bytes) throws IOException, InterruptedException;

    /** Returns the oldest request of a service that was not taken yet; nothing where there is none. */
    Optional<ServiceRequest> nextRequest();

    /**
     * Calls a service and waits for its answer, as {@code tpcall}.
     *
     * @param service its name
     * @param request the bytes it gets
     * @return the bytes it answers
     * @throws CallFailedException where it fails, is not there, or takes too long
     */
    byte[] call(String service, byte[] request) throws CallFailedException, InterruptedException;

    /**
     * Calls a service and does not wait, as {@code tpacall}.
     *
     * @param service its name
     * @param request the bytes it gets
     * @return completes with the answer, or with {@link CallFailedException}, on a thread of the gateway's
     */
    CompletionStage<byte[]> callLater(String service, byte[] request);

    /**
     * Calls a service that gives no answer, as {@code tpacall} with {@code TPNOREPLY}.
     *
     * @throws CallFailedException where it is not there or does not take the call
     */
    void send(String service, byte[] request) throws CallFailedException;
}
