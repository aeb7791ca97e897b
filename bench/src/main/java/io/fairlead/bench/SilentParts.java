package io.fairlead.bench;

import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.health.Status;
import java.util.List;

/** Nobody listens to what the parts of a benchmark say. */
public final class SilentParts implements Parts {
    @Override
    public Part part(String pid) {
        return new SilentPart(pid);
    }

    @Override
    public List<Report> reports() {
        return List.of();
    }

    @Override
    public Status worst() {
        return Status.UP;
    }

    private record SilentPart(String name) implements Part {
        @Override
        public void up() {}

        @Override
        public void failed(String sentence) {}

        @Override
        public void gone() {}

        @Override
        public void warn(String topic, String sentence) {}

        @Override
        public void clear(String topic) {}

        @Override
        public void endpoint(String role, String where, String note) {}

        @Override
        public void endpointClosed(String role) {}
    }
}
