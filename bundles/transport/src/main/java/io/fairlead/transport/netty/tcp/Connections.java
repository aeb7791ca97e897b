package io.fairlead.transport.netty.tcp;

import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.TransportView.ConnectionEntry;
import io.fairlead.transport.netty.Counters;
import io.fairlead.transport.netty.EndpointContext;
import io.fairlead.transport.netty.Shared;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The connections of one endpoint, with what they share. */
final class Connections {
    private final EndpointContext context;
    private final Counters counters = new Counters();
    private final Set<TcpConnection> served = ConcurrentHashMap.newKeySet();
    private final Set<TcpConnection> apart = ConcurrentHashMap.newKeySet();
    private volatile EndpointOptions options = EndpointOptions.DEFAULT;

    Connections(EndpointContext context) {
        this.context = context;
    }

    EndpointContext context() {
        return context;
    }

    Shared shared() {
        return context.shared();
    }

    Counters counters() {
        return counters;
    }

    EndpointOptions options() {
        return options;
    }

    /** Takes up changed options; open connections get what can change while they are open. */
    void options(EndpointOptions changed) {
        boolean sameMarks = changed.writeBufferLow() == options.writeBufferLow()
                && changed.writeBufferHigh() == options.writeBufferHigh();
        options = changed;
        if (sameMarks) {
            return;
        }
        WriteBufferWaterMark marks = marks();
        all().forEach(connection -> connection.channel().config().setWriteBufferWaterMark(marks));
    }

    WriteBufferWaterMark marks() {
        return new WriteBufferWaterMark(options.writeBufferLow(), options.writeBufferHigh());
    }

    Collection<TcpConnection> served() {
        return served;
    }

    void joined(TcpConnection connection) {
        served.add(connection);
        connection.channel().closeFuture().addListener(closed -> {
            apart.remove(connection);
        });
    }

    /** It is no longer any handler's; it may still be open for a while, to be closed gently. */
    void left(TcpConnection connection) {
        if (served.remove(connection)) {
            apart(connection);
        }
    }

    /** It belongs to a relay. */
    void relayed(TcpConnection connection) {
        served.remove(connection);
        apart(connection);
    }

    Collection<ConnectionEntry> entries() {
        return all().map(TcpConnection::entry).toList();
    }

    boolean close(long id) {
        return all().filter(connection -> connection.id() == id)
                .findFirst()
                .map(connection -> {
                    close(connection, "closed by the operator");
                    return true;
                })
                .orElse(false);
    }

    void closeAll(String cause) {
        all().forEach(connection -> close(connection, cause));
    }

    void handlerFailed(InetSocketAddress remote, Throwable failure) {
        counters.handlerErrors.increment();
        shared().repeatLog()
                .warn(
                        "handler " + name() + " " + failure.getClass().getName(),
                        "The protocol of " + name() + " failed on the connection from " + remote + ": " + failure
                                + at(failure) + "; the connection is closed.");
    }

    void handshakeFailed(InetSocketAddress remote, Throwable cause) {
        counters.failedHandshakes.increment();
        shared().repeatLog()
                .warn(
                        "tls " + name(),
                        "A TLS handshake on " + name() + " with " + remote + " failed: " + cause.getMessage() + ".");
    }

    void cutOff(InetSocketAddress remote, String why) {
        counters.cutOff.increment();
        shared().repeatLog()
                .warn("cut " + name() + why, "The connection from " + remote + " to " + name() + " is closed: " + why);
    }

    String name() {
        return context.group() + "/" + context.role();
    }

    private void apart(TcpConnection connection) {
        apart.add(connection);
        if (!connection.channel().isOpen()) {
            apart.remove(connection);
        }
    }

    private Stream<TcpConnection> all() {
        return Stream.concat(served.stream(), apart.stream());
    }

    private static void close(TcpConnection connection, String cause) {
        connection.loop().execute(() -> connection.close(cause));
    }

    private static String at(Throwable failure) {
        return failure.getStackTrace().length == 0 ? "" : " at " + failure.getStackTrace()[0];
    }
}
