package io.fairlead.transport.netty;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.util.concurrent.ThreadAwareExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Netty's epoll, with one mend. When a socket waits for nothing any more (its peer has ended the stream while reading was
 * paused), Netty 4.2 takes it out of the epoll set but goes on as if it were in: the next wish, such as to write on when a
 * slow peer has room, fails with "no such file", and the connection is closed with the reply in it. Here such a socket
 * leaves properly, and is added anew with its next wish.
 */
final class EpollHandler implements IoHandler {
    private final IoHandler epoll;

    private EpollHandler(IoHandler epoll) {
        this.epoll = epoll;
    }

    static IoHandlerFactory newFactory() {
        IoHandlerFactory epoll = EpollIoHandler.newFactory();
        return new IoHandlerFactory() {
            @Override
            public IoHandler newHandler(ThreadAwareExecutor executor) {
                return new EpollHandler(epoll.newHandler(executor));
            }

            @Override
            public boolean isChangingThreadSupported() {
                return epoll.isChangingThreadSupported();
            }
        };
    }

    @Override
    public void initialize() {
        epoll.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        return epoll.run(context);
    }

    @Override
    public void prepareToDestroy() {
        epoll.prepareToDestroy();
    }

    @Override
    public void destroy() {
        epoll.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return new Registration(handle, epoll.register(handle));
    }

    @Override
    public void wakeup() {
        epoll.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return epoll.isCompatible(handleType);
    }

    private final class Registration implements IoRegistration {
        private final IoHandle handle;
        private @Nullable IoRegistration present;
        private IoRegistration last;
        private boolean cancelled;

        Registration(IoHandle handle, IoRegistration first) {
            this.handle = handle;
            this.present = first;
            this.last = first;
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // as the interface has it
        public <T> T attachment() {
            return last.attachment();
        }

        @Override
        public synchronized long submit(IoOps ops) {
            if (cancelled) {
                return -1;
            }
            boolean nothing = ops instanceof EpollIoOps wanted && wanted.equals(EpollIoOps.NONE);
            if (nothing) {
                if (present != null) {
                    present.cancel();
                    present = null;
                }
                return 0;
            }
            return added().submit(ops);
        }

        private IoRegistration added() {
            IoRegistration registration = present;
            if (registration == null) {
                try {
                    registration = epoll.register(handle);
                } catch (Exception e) {
                    throw new IllegalStateException("the socket cannot be added to epoll again", e);
                }
                present = registration;
                last = registration;
            }
            return registration;
        }

        @Override
        public synchronized boolean isValid() {
            return !cancelled;
        }

        @Override
        public synchronized boolean cancel() {
            if (cancelled) {
                return false;
            }
            cancelled = true;
            if (present != null) {
                present.cancel();
                present = null;
            }
            return true;
        }
    }
}
