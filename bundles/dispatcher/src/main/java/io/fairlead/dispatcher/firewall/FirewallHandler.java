package io.fairlead.dispatcher.firewall;

import io.fairlead.dispatcher.settings.FirewallSettings;
import io.fairlead.transport.Connection;
import io.fairlead.transport.ConnectionHandler;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.SuspendRequest;
import io.fairlead.transport.Timers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a ticket of four bytes, the highest first, and has the connection joined to its server; nothing is said on
 * success. Everything else is refused: a bad ticket, a short input that ends in CR or LF, the end of the stream, and
 * silence. Every refusal has the same text and comes after the same delay, so that nothing can be learnt from it.
 */
public final class FirewallHandler implements ConnectionHandler {
    /** What a refused client reads. */
    public static final String REFUSAL = "NCBI Firewall Daemon:  Invalid ticket. Connection closed.\n";

    private static final byte[] REFUSAL_BYTES = REFUSAL.getBytes(StandardCharsets.US_ASCII);
    private static final int TICKET_BYTES = Integer.BYTES;

    private enum Stage {
        WAITING,
        JOINING,
        REFUSING,
        OVER
    }

    private final Connection connection;
    private final Tickets tickets;
    private final Joiner joiner;
    private final Supplier<FirewallSettings> settings;
    private final Clock clock;
    private final CompletableFuture<Optional<SessionState>> over = new CompletableFuture<>();
    private final Timers.Timer silence;
    private Timers.@Nullable Timer shortInput;
    private Stage stage = Stage.WAITING;

    /**
     * @param connection a client's
     * @param tickets the good ones
     * @param joiner makes the connection that a ticket is for
     * @param settings delays
     * @param clock tells whether a ticket has expired
     */
    public FirewallHandler(
            Connection connection, Tickets tickets, Joiner joiner, Supplier<FirewallSettings> settings, Clock clock) {
        this.connection = connection;
        this.tickets = tickets;
        this.joiner = joiner;
        this.settings = settings;
        this.clock = clock;
        this.silence = connection.timers().schedule(settings.get().ticketTimeout(), this::noTicket);
    }

    @Override
    public void onData(ByteBuffer bytes) {
        if (stage != Stage.WAITING) {
            if (stage == Stage.REFUSING) {
                bytes.position(bytes.limit());
            }
            return;
        }
        if (bytes.remaining() >= TICKET_BYTES) {
            take(bytes.getInt());
            if (stage == Stage.REFUSING) {
                bytes.position(bytes.limit());
            }
        } else if (bytes.hasRemaining() && endsLine(bytes.get(bytes.limit() - 1)) && shortInput == null) {
            shortInput = connection.timers().schedule(settings.get().refusalDelay(), this::noTicket);
        }
    }

    private static boolean endsLine(byte last) {
        return last == '\n' || last == '\r';
    }

    private void take(int number) {
        silence.cancel();
        if (shortInput != null) {
            shortInput.cancel();
        }
        Optional<Ticket> ticket =
                tickets.redeem(number, connection.remoteAddress().getAddress(), clock.millis());
        if (ticket.isEmpty()) {
            refuseLater();
            return;
        }
        stage = Stage.JOINING;
        connection.pauseReading();
        joiner.join(ticket.get(), connection).whenComplete((joined, failure) -> {
            if (failure != null) {
                connection.executor().execute(this::notJoined);
            } else {
                over.complete(Optional.empty());
            }
        });
    }

    private void notJoined() {
        stage = Stage.OVER;
        connection.close();
        over.complete(Optional.empty());
    }

    private void noTicket() {
        if (stage == Stage.WAITING) {
            tickets.noTicket();
            refuse();
        }
    }

    private void refuseLater() {
        stage = Stage.REFUSING;
        connection.timers().schedule(settings.get().refusalDelay(), this::refuse);
    }

    private void refuse() {
        stage = Stage.REFUSING;
        connection.write(ByteBuffer.wrap(REFUSAL_BYTES));
        connection.close();
        over.complete(Optional.empty());
    }

    @Override
    public void onEnd(Connection ended) {
        if (stage == Stage.WAITING) {
            silence.cancel();
            tickets.noTicket();
            refuseLater();
        }
    }

    @Override
    public void onClosed(String cause) {
        stage = Stage.OVER;
        over.complete(Optional.empty());
    }

    @Override
    public CompletionStage<Optional<SessionState>> suspend(SuspendRequest request) {
        if (stage == Stage.WAITING) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (request.force() && stage == Stage.JOINING) {
            notJoined();
        }
        return over;
    }

    @Override
    public void detached() {
        over.complete(Optional.empty());
    }
}
