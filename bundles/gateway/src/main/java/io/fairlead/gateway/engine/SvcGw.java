package io.fairlead.gateway.engine;

import io.fairlead.gateway.settings.Policies.ByteRange;
import io.fairlead.service.NamedService;
import io.fairlead.service.Request;
import io.fairlead.service.ServiceCall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The service by which others call the peers: a request goes to an idle connection, or to the client that it names by
 * the property {@code clientId}, by a part of its bytes, or by a name such as {@code svcgw@CLI1}.
 */
public final class SvcGw implements NamedService {
    private final Gateway gateway;

    /** @param gateway whose peers are called */
    public SvcGw(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public void serve(ServiceCall call) {
        gateway.figures().called();
        Optional<String> client = client(call.request());
        client.ifPresent(id -> gateway.countCall(id));
        gateway.switchboard()
                .submit(PeerCall.of(call, client, gateway.settings().classifier(), gateway.nanoTime()));
    }

    private Optional<String> client(Request request) {
        return request.clientId()
                .or(() -> gateway.settings().policies().clientIdField().flatMap(field -> part(request.data(), field)));
    }

    private static Optional<String> part(ByteBuffer data, ByteRange field) {
        if (data.remaining() < field.offset() + field.length()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[field.length()];
        data.get(data.position() + field.offset(), bytes);
        return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1).strip())
                .filter(id -> !id.isEmpty());
    }
}
