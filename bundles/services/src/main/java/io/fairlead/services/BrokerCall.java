package io.fairlead.services;

import io.fairlead.service.PendingCall;
import io.fairlead.service.Reply;
import io.fairlead.service.ServiceException;
import io.fairlead.service.TpErrno;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A call as its caller sees it. Whoever has the present turn may answer it; BLOCKTIME or the caller may end it. */
final class BrokerCall implements PendingCall {
    private final String called;
    private final ServiceFigures figures;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private final AtomicReference<@Nullable Turn> turn = new AtomicReference<>();
    private volatile @Nullable Future<?> blockTimer;

    BrokerCall(String called, ServiceFigures figures) {
        this.called = called;
        this.figures = figures;
    }

    @Override
    public CompletionStage<Reply> reply() {
        return reply;
    }

    @Override
    public Reply await(Duration time) throws ServiceException, InterruptedException {
        try {
            return reply.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException none) {
            throw new ServiceException(
                    TpErrno.TPETIME, "no reply from " + called + " within " + time.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ServiceException error
                    ? error
                    : new ServiceException(TpErrno.TPESYSTEM, called + " ended with " + e.getCause());
        }
    }

    @Override
    public void cancel() {
        end(new ServiceException(TpErrno.TPEBADDESC, "the call of " + called + " was cancelled"));
    }

    boolean done() {
        return reply.isDone();
    }

    /** Lets somebody end it unless it ends before. */
    void blockTimer(Future<?> timer) {
        blockTimer = timer;
        if (done()) {
            timer.cancel(false);
        }
    }

    /** Gives the turn on; false where somebody else has it. */
    boolean pass(@Nullable Turn from, @Nullable Turn to) {
        return turn.compareAndSet(from, to);
    }

    /** Answers, where that one has the turn; false where the call has ended or another has the turn. */
    boolean answer(Turn from, Reply data) {
        return pass(from, null) && completed(reply.complete(data), null);
    }

    /** Fails, where that one has the turn; false where the call has ended or another has the turn. */
    boolean fail(Turn from, ServiceException error) {
        return pass(from, null) && completed(reply.completeExceptionally(error), error);
    }

    /** Ends it, whoever has the turn, and tells that one. */
    void end(ServiceException error) {
        if (completed(reply.completeExceptionally(error), error)) {
            Turn gone = turn.getAndSet(null);
            if (gone != null) {
                gone.gone();
            }
        }
    }

    private boolean completed(boolean first, @Nullable ServiceException error) {
        if (first) {
            figures.ended.increment();
            if (error != null) {
                figures.error(error.error());
            }
            Future<?> timer = blockTimer;
            if (timer != null) {
                timer.cancel(false);
            }
        }
        return first;
    }
}
