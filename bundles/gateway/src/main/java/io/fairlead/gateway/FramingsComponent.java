package io.fairlead.gateway;

import io.fairlead.gateway.api.ClassifierFactory;
import io.fairlead.gateway.api.CodecFactory;
import io.fairlead.gateway.api.SessionProgram;
import io.fairlead.gateway.settings.Framings;
import io.fairlead.platform.settings.SettingsReader;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Knows the framings, classifiers and session programs that are there, and tells the gateways when they change. */
@Component(service = FramingsComponent.class)
public final class FramingsComponent implements Framings {
    private final Ranked<CodecFactory> codecs = new Ranked<>();
    private final Ranked<ClassifierFactory> classifiers = new Ranked<>();
    private final Ranked<SessionProgram> sessions = new Ranked<>();
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();

    @Override
    public Optional<CodecFactory> codec(String name) {
        return codecs.find(name);
    }

    @Override
    public Optional<ClassifierFactory> classifier(String name) {
        return classifiers.find(name);
    }

    @Override
    public Optional<SessionProgram> session(String name) {
        return sessions.find(name);
    }

    @Override
    public Set<String> framings() {
        return codecs.names();
    }

    /** Calls whenever a framing or classifier comes or goes. */
    void listen(Runnable listener) {
        listeners.add(listener);
    }

    void unlisten(Runnable listener) {
        listeners.remove(listener);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addCodec(CodecFactory factory, Map<String, Object> properties) {
        codecs.add(factory, names(properties, CodecFactory.NAME), properties);
        tell();
    }

    void removeCodec(CodecFactory factory) {
        codecs.remove(factory);
        tell();
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addClassifier(ClassifierFactory factory, Map<String, Object> properties) {
        classifiers.add(factory, names(properties, ClassifierFactory.NAME), properties);
        tell();
    }

    void removeClassifier(ClassifierFactory factory) {
        classifiers.remove(factory);
        tell();
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addSession(SessionProgram program, Map<String, Object> properties) {
        sessions.add(program, names(properties, SessionProgram.NAME), properties);
        tell();
    }

    void removeSession(SessionProgram program) {
        sessions.remove(program);
        tell();
    }

    private static Iterable<String> names(Map<String, Object> properties, String key) {
        return new SettingsReader(properties).list(key);
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }
}
