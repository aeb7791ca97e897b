package io.fairlead.platform.provider;

import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.health.Status;
import java.util.List;
import java.util.TreeMap;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Keeps the parts, and tells the launcher once when all configured ones have come up, or the first has failed. */
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"java.util.function.Supplier\"")
@Component(immediate = true)
public final class PartsProvider implements Parts {
    private final TreeMap<String, PartState> parts = new TreeMap<>();
    private final StartupReport startup;

    /** @param context tells the instance's folder, and where to register the end of the start-up */
    @Activate
    public PartsProvider(BundleContext context) {
        startup = new StartupReport(context);
        startup.expected().forEach(this::part);
        changed();
    }

    @Override
    public Part part(String pid) {
        synchronized (parts) {
            return parts.computeIfAbsent(pid, name -> new PartState(name, this::changed, this::forget));
        }
    }

    @Override
    public List<Report> reports() {
        synchronized (parts) {
            return parts.values().stream().map(PartState::report).toList();
        }
    }

    @Override
    public Status worst() {
        return reports().stream().map(Report::status).reduce(Status.UP, PartsProvider::worse);
    }

    static Status worse(Status one, Status other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private void changed() {
        startup.check(reports());
    }

    private void forget(String name) {
        synchronized (parts) {
            parts.remove(name);
        }
        changed();
    }
}
