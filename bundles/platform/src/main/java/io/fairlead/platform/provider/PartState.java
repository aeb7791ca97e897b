package io.fairlead.platform.provider;

import io.fairlead.platform.health.Finding;
import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts.Report;
import io.fairlead.platform.health.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One part's present state. */
final class PartState implements Part {
    private static final String STATE = "state";

    private final String name;
    private final Runnable changed;
    private final Consumer<String> forget;
    private final Map<String, String> warnings = new LinkedHashMap<>();
    private final Map<String, String> endpoints = new LinkedHashMap<>();
    private Finding state;

    PartState(String name, Runnable changed, Consumer<String> forget) {
        this.name = name;
        this.changed = changed;
        this.forget = forget;
        this.state = new Finding(STATE, Status.STARTING, name + " has not come up yet");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void up() {
        set(Status.UP, name + " serves");
    }

    @Override
    public void failed(String sentence) {
        set(Status.FAILED, sentence);
    }

    @Override
    public void gone() {
        forget.accept(name);
    }

    @Override
    public void warn(String topic, String sentence) {
        synchronized (this) {
            warnings.put(topic, sentence);
        }
        changed.run();
    }

    @Override
    public void clear(String topic) {
        synchronized (this) {
            warnings.remove(topic);
        }
        changed.run();
    }

    @Override
    public synchronized void endpoint(String role, String where, String note) {
        endpoints.put(role, note.isEmpty() ? where : where + "  (" + note + ")");
    }

    @Override
    public synchronized void endpointClosed(String role) {
        endpoints.remove(role);
    }

    synchronized Report report() {
        List<Finding> findings = new ArrayList<>();
        findings.add(state);
        warnings.forEach((topic, sentence) -> findings.add(new Finding(topic, Status.WARN, sentence)));
        Status worst = findings.stream().map(Finding::status).reduce(Status.UP, PartsProvider::worse);
        return new Report(name, worst, findings, endpoints);
    }

    private void set(Status status, String sentence) {
        synchronized (this) {
            state = new Finding(STATE, status, sentence);
        }
        changed.run();
    }
}
