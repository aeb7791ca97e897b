package io.fairlead.transport.netty.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.transport.HttpRoute;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HttpRoutesTest {
    private final HttpRoutes routes = new HttpRoutes();
    private final HttpRoute route = exchange -> {};

    private boolean answers(String endpoint, String path) {
        return routes.table().find(endpoint, path).isPresent();
    }

    @Test
    void shouldTakeOneOrManyEndpointsAndPaths() {
        routes.add(
                route, Map.of("http.endpoint", new String[] {"a/http", "b/http"}, "http.path", List.of("/x", "/y/")));
        assertThat(List.of(answers("a/http", "/x/1"), answers("b/http", "/y"), answers("b/http", "/x")))
                .containsOnly(true);
        assertThat(List.of(answers("a/http", "/"), answers("c/http", "/x"), answers("a/http", "/xy")))
                .containsOnly(false);
        routes.remove(route);
        assertThat(answers("a/http", "/x")).isFalse();
    }

    @Test
    void shouldFollowChangedProperties() {
        routes.add(route, Map.of("http.endpoint", "a/http", "http.path", "/x"));
        routes.update(route, Map.of("http.endpoint", "a/http", "http.path", "/z"));
        assertThat(answers("a/http", "/x")).isFalse();
        assertThat(answers("a/http", "/z")).isTrue();
    }

    @Test
    void shouldLeaveOutARouteWithoutItsProperties() {
        routes.add(route, Map.of("http.path", "/x"));
        routes.add(route, Map.of("http.endpoint", "a/http"));
        routes.add(route, Map.of("http.endpoint", "a/http", "http.path", "x"));
        assertThat(answers("a/http", "/x")).isFalse();
    }
}
