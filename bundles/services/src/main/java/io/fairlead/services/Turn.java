package io.fairlead.services;

import io.fairlead.service.Reply;
import io.fairlead.service.Request;
import io.fairlead.service.ServiceCall;
import io.fairlead.service.ServiceException;
import io.fairlead.service.TpErrno;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A call as one service sees it, from when it gets it until it answers, passes it on or has lost it. */
final class Turn implements ServiceCall {
    final Registered service;
    final BrokerCall call;
    private final Broker broker;
    private final String name;
    private final Request request;
    private boolean over;
    private @Nullable Runnable whenGone;
    private @Nullable Future<?> serviceTimer;
    private @Nullable Thread runner;
    private @Nullable String left;

    Turn(Broker broker, BrokerCall call, String name, Request request, Registered service) {
        this.broker = broker;
        this.call = call;
        this.name = name;
        this.request = request;
        this.service = service;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public void reply(Reply reply) {
        settle(call.answer(this, reply));
    }

    @Override
    public void fail(Reply reply) {
        fail(ServiceException.failed(name, reply));
    }

    @Override
    public void fail(ServiceException error) {
        settle(call.fail(this, error));
    }

    @Override
    public void forward(String to, Request next) {
        if (call.pass(this, null)) {
            settle(true);
            broker.dispatch(call, to, next, null);
        } else {
            settle(false);
        }
    }

    @Override
    public void giveBack() {
        if (call.pass(this, null)) {
            settle(true);
            broker.dispatch(call, name, request, service);
        }
    }

    @Override
    public String leave() {
        synchronized (this) {
            if (left == null && !over) {
                left = broker.leave(this);
            }
            return left == null ? "" : left;
        }
    }

    /** Gives the call to a successor; nothing where it has ended. */
    Optional<Turn> succeed() {
        Turn next = new Turn(broker, call, name, request, service);
        if (!call.pass(this, next) || call.done()) {
            return Optional.empty();
        }
        settle(true);
        broker.startServiceTime(next, name, request);
        return Optional.of(next);
    }

    @Override
    public synchronized boolean ended() {
        return over || call.done();
    }

    @Override
    public void whenGone(Runnable task) {
        synchronized (this) {
            if (!over) {
                whenGone = task;
                return;
            }
        }
        task.run();
    }

    /** Ends the turn at SVCTIME, unless it ends before. */
    void serviceTimer(Future<?> timer) {
        synchronized (this) {
            if (!over) {
                serviceTimer = timer;
                return;
            }
        }
        timer.cancel(false);
    }

    /** The service has had its time. */
    void outOfTime(Duration time) {
        ServiceException error = new ServiceException(
                TpErrno.TPESVCERR, name + " did not end within its SVCTIME of " + time.toMillis() + " ms");
        if (call.fail(this, error)) {
            gone();
        }
    }

    /** Lets the service work on this thread, which is interrupted when the turn is lost. */
    void run() {
        synchronized (this) {
            if (over) {
                return;
            }
            runner = Thread.currentThread();
        }
        broker.startServiceTime(this, name, request);
        try {
            serve();
        } finally {
            synchronized (this) {
                runner = null;
                // An interrupt that came after the answer is not the next call's.
                Thread.interrupted();
            }
        }
    }

    /** Lets the service work on this thread. */
    void serve() {
        try {
            service.service().serve(this);
        } catch (ServiceException error) {
            fail(error);
        } catch (InterruptedException e) {
            fail(new ServiceException(TpErrno.TPGOTSIG, name + " was interrupted"));
        } catch (RuntimeException e) {
            broker.broke(name, e);
            fail(new ServiceException(TpErrno.TPESVCERR, name + " broke off"));
        }
    }

    /** The call ended without this service's doing. */
    void gone() {
        Runnable task;
        synchronized (this) {
            task = over ? null : whenGone;
            end();
            if (runner != null) {
                runner.interrupt();
            }
        }
        if (task != null) {
            task.run();
        }
    }

    private void settle(boolean first) {
        if (!first) {
            broker.late(name);
        }
        synchronized (this) {
            end();
        }
    }

    private void end() {
        over = true;
        whenGone = null;
        if (left != null) {
            broker.forget(left);
            left = null;
        }
        if (serviceTimer != null) {
            serviceTimer.cancel(false);
            serviceTimer = null;
        }
    }
}
