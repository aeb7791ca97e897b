package io.fairlead.service;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a service is asked.
 *
 * @param data the bytes, read-only; each call of {@link #data()} gives a view with a position of its own
 * @param properties what is known beside the bytes; the names below, or a caller's own
 * @param flags how the call is made
 * @param blockTime BLOCKTIME of this call, from the call on; nothing: the default; zero: without limit
 * @param svcTime SVCTIME of this call where the service has none of its own; nothing: the default; zero: without limit
 */
public record Request(
        ByteBuffer data,
        Map<String, String> properties,
        Set<CallFlag> flags,
        Optional<Duration> blockTime,
        Optional<Duration> svcTime) {
    /** Property: which client of a gateway is meant, or from which client the request came. */
    public static final String CLIENT_ID = "clientId";

    /** Property: the name of the charset in which the bytes are text; none where they are just bytes. */
    public static final String CHARSET = "charset";

    public Request {
        data = data.asReadOnlyBuffer();
        properties = Map.copyOf(properties);
        flags = Set.copyOf(flags);
        Objects.requireNonNull(blockTime, "blockTime");
        Objects.requireNonNull(svcTime, "svcTime");
    }

    /** Returns a request without properties, with the default times. */
    public static Request of(ByteBuffer data) {
        return new Request(data, Map.of(), Set.of(), Optional.empty(), Optional.empty());
    }

    /** Returns a request of these bytes, which must not be changed any more. */
    public static Request of(byte[] data) {
        return of(ByteBuffer.wrap(data));
    }

    /** Returns the bytes, as a view with a position of its own. */
    @Override
    public ByteBuffer data() {
        return data.duplicate();
    }

    /** Returns the client that is meant, or that asks. */
    public Optional<String> clientId() {
        return Optional.ofNullable(properties.get(CLIENT_ID));
    }

    /** Returns the same for or from that client. */
    public Request withClientId(String id) {
        return with(CLIENT_ID, id);
    }

    /** Returns the same with one more property, or another value of it. */
    public Request with(String name, String value) {
        if (properties.isEmpty()) {
            return new Request(data, Map.of(name, value), flags, blockTime, svcTime);
        }
        Map<String, String> more = new HashMap<>(properties);
        more.put(name, value);
        return new Request(data, more, flags, blockTime, svcTime);
    }

    /** Returns the same with these flags. */
    public Request withFlags(Set<CallFlag> changed) {
        return new Request(data, properties, changed, blockTime, svcTime);
    }

    /** Returns the same with this BLOCKTIME; zero: without limit. */
    public Request withBlockTime(Duration time) {
        return new Request(data, properties, flags, Optional.of(time), svcTime);
    }

    /** Returns the same with this SVCTIME for services that have none of their own; zero: without limit. */
    public Request withSvcTime(Duration time) {
        return new Request(data, properties, flags, blockTime, Optional.of(time));
    }

    /** Returns a copy of the bytes. */
    public byte[] bytes() {
        byte[] copy = new byte[data.remaining()];
        data.duplicate().get(copy);
        return copy;
    }
}
