package io.fairlead.transport.netty;

import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.health.Status;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A health table that can be read. */
public final class RecordedParts implements Parts {
    private final Map<String, Recorded> parts = new ConcurrentHashMap<>();

    @Override
    public Recorded part(String pid) {
        return parts.computeIfAbsent(pid, Recorded::new);
    }

    @Override
    public List<Report> reports() {
        return List.of();
    }

    @Override
    public Status worst() {
        return Status.UP;
    }

    /** One part, as it was told. */
    public static final class Recorded implements Part {
        public final Map<String, String> endpoints = new ConcurrentHashMap<>();
        public final Map<String, String> warnings = new ConcurrentHashMap<>();
        private final String name;

        Recorded(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void up() {}

        @Override
        public void failed(String sentence) {
            warnings.put("failed", sentence);
        }

        @Override
        public void gone() {}

        @Override
        public void warn(String topic, String sentence) {
            warnings.put(topic, sentence);
        }

        @Override
        public void clear(String topic) {
            warnings.remove(topic);
        }

        @Override
        public void endpoint(String role, String where, String note) {
            endpoints.put(role, where + " (" + note + ")");
        }

        @Override
        public void endpointClosed(String role) {
            endpoints.remove(role);
        }
    }
}
