package io.fairlead.platform.provider;

import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.settings.LastGood;
import io.fairlead.platform.settings.Problem;
import io.fairlead.platform.settings.SettingsException;
import io.fairlead.platform.settings.SettingsFile;
import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parses pushed settings and falls back on the last good ones, which are kept in {@code state/last-good}. */
@Component
public final class LastGoodProvider implements LastGood {
    private static final Logger LOG = LoggerFactory.getLogger(LastGoodProvider.class);
    private static final String TOPIC = "settings";

    private final Parts parts;
    private final LastGoodStore store;

    /**
     * @param context tells the instance's folder
     * @param parts where mistakes are shown to operators
     */
    @Activate
    public LastGoodProvider(BundleContext context, @Reference Parts parts) {
        this.parts = parts;
        String home = context.getProperty("fairlead.home");
        this.store = new LastGoodStore(
                Path.of(home == null ? System.getProperty("java.io.tmpdir") : home, "state", "last-good"));
    }

    @Override
    public <T> T accept(String pid, Map<String, ?> properties, SettingsParser<T> parser) {
        Part part = parts.part(pid);
        SettingsReader reader = new SettingsReader(properties);
        T record = parser.parse(reader);
        if (reader.problems().isEmpty()) {
            tellUnread(part, reader, properties);
            keep(pid, properties);
            return record;
        }
        String sentences = sentences(pid, reader.problems(), properties);
        Optional<T> old = lastGood(pid, parser);
        if (old.isEmpty()) {
            LOG.error("{}", sentences);
            part.failed(sentences);
            throw new SettingsException(sentences, reader.problems());
        }
        String warning = sentences + " (the last good settings stay in force)";
        LOG.warn("{}", warning);
        part.warn(TOPIC, warning);
        return old.get();
    }

    private <T> Optional<T> lastGood(String pid, SettingsParser<T> parser) {
        return store.read(pid).flatMap(properties -> {
            SettingsReader reader = new SettingsReader(properties);
            T record = parser.parse(reader);
            return reader.problems().isEmpty() ? Optional.of(record) : Optional.empty();
        });
    }

    private void keep(String pid, Map<String, ?> properties) {
        try {
            store.write(pid, properties);
        } catch (IOException e) {
            LOG.warn(
                    "The settings of {} are in force, but could not be kept for the next start: {}",
                    pid,
                    e.getMessage());
        }
    }

    private static void tellUnread(Part part, SettingsReader reader, Map<String, ?> properties) {
        List<String> unread = reader.unread();
        if (unread.isEmpty()) {
            part.clear(TOPIC);
            return;
        }
        String warning = unread.stream()
                .map(key ->
                        place(part.name(), properties, key) + ": " + key + " is not a setting here and has no effect")
                .collect(Collectors.joining("; "));
        LOG.warn("{}", warning);
        part.warn(TOPIC, warning);
    }

    private static String sentences(String pid, List<Problem> problems, Map<String, ?> properties) {
        return problems.stream()
                .map(problem -> place(pid, properties, problem.key()) + ": " + problem.sentence())
                .collect(Collectors.joining("; "));
    }

    private static String place(String pid, Map<String, ?> properties, String key) {
        return SettingsFile.of(properties).map(file -> file.place(key)).orElse(pid);
    }
}
