package io.fairlead.transport;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A whiteboard service that answers part of an HTTP endpoint's paths, whoever owns the endpoint. The longest prefix
 * wins; of equal ones the service of higher ranking.
 */
@ConsumerType
public interface HttpRoute {
    /** Service property: the endpoint's name, such as {@code io.fairlead.console/http}. */
    String ENDPOINT = "http.endpoint";

    /** Service property: the path or the paths (text or array), each with all below it, such as {@code /metrics}. */
    String PATH = "http.path";

    /** Answers one request; called on its event loop. */
    void handle(HttpExchange exchange);
}
