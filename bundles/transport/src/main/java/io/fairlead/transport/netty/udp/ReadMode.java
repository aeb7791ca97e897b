package io.fairlead.transport.netty.udp;

import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;

/**
 * How one epoll socket is read. Netty's call for many datagrams does not learn where a joined train is to be cut, so it is
 * either one call a train, or one call for many single datagrams. It begins with trains, turns to many singles when a
 * busy socket has brought no train for a while, and looks for trains again now and then. When it stops joining, what has
 * been joined already is read first: until a turn has emptied the socket. On the socket's loop.
 */
final class ReadMode {
    /** Reads in one turn of the loop, at most. */
    static final int READS_A_TURN = 64;

    private static final int MAX_DATAGRAM = 1 << 16;
    private static final int SLOTS = 16;
    private static final int BUSY = 16;
    private static final int TURNS_WITHOUT_TRAINS = 32;
    private static final int TURNS_OF_SINGLES = 4096;

    private final EpollDatagramChannel channel;
    private final Room room = new Room();
    private State state = State.TRAINS;
    private boolean joins;
    private int turns;

    private enum State {
        TRAINS,
        LEAVING_TRAINS,
        SINGLES
    }

    ReadMode(EpollDatagramChannel channel) {
        this.channel = channel;
        room.maxMessagesPerRead(READS_A_TURN);
        channel.config().setRecvByteBufAllocator(room);
        trains();
    }

    /** A turn has ended: so many datagrams came, so many of them in trains. */
    void turnEnds(int datagrams, int inTrains) {
        switch (state) {
            case TRAINS -> {
                turns = inTrains > 0 ? 0 : datagrams >= BUSY ? turns + 1 : turns;
                if (turns >= TURNS_WITHOUT_TRAINS) {
                    channel.config().setOption(EpollChannelOption.UDP_GRO, false);
                    state = State.LEAVING_TRAINS;
                }
            }
            case LEAVING_TRAINS -> {
                if (datagrams < READS_A_TURN) {
                    singles();
                }
            }
            case SINGLES -> {
                if (joins && ++turns >= TURNS_OF_SINGLES) {
                    trains();
                }
            }
        }
    }

    private void trains() {
        channel.config().setMaxDatagramPayloadSize(0);
        room.size = MAX_DATAGRAM;
        try {
            joins = channel.config().setOption(EpollChannelOption.UDP_GRO, true);
        } catch (RuntimeException olderKernel) {
            joins = false;
        }
        state = State.TRAINS;
        turns = 0;
        if (!joins) {
            singles();
        }
    }

    private void singles() {
        channel.config().setMaxDatagramPayloadSize(MAX_DATAGRAM);
        room.size = SLOTS * MAX_DATAGRAM;
        state = State.SINGLES;
        turns = 0;
    }

    /** Room for one read, whose size can change. */
    private static final class Room extends DefaultMaxMessagesRecvByteBufAllocator {
        private volatile int size = MAX_DATAGRAM;

        @Override
        @SuppressWarnings("deprecation") // the only way to extend it
        public Handle newHandle() {
            return new MaxMessageHandle() {
                @Override
                public int guess() {
                    return size;
                }
            };
        }
    }
}
