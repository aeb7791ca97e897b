package io.fairlead.imu.module;

import io.fairlead.catalogue.Call;
import io.fairlead.catalogue.Catalogue;
import io.fairlead.catalogue.ModuleInfo;
import io.fairlead.catalogue.Query;
import io.fairlead.catalogue.RecordFilter;
import io.fairlead.catalogue.View;
import io.fairlead.imu.call.Access;
import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.media.MediaFiles;
import io.fairlead.imu.rules.Rules;
import io.fairlead.imu.settings.ImuSettings;
import io.fairlead.imu.settings.Visibility;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The catalogue as callers may see it; the views are kept, since each prepares its filter once. */
public final class Views {
    /** The module of lookup lists, whose records have a visibility of their own. */
    public static final String LOOKUP_LISTS = "eluts";

    private final Supplier<Optional<Catalogue>> catalogue;
    private final Supplier<ImuSettings> settings;
    private final MediaFiles media;
    private volatile @Nullable Kept kept;

    /**
     * A view and the catalogue that it is of.
     *
     * @param catalogue tells the modules and their columns
     * @param view shows the records
     */
    public record Seen(Catalogue catalogue, View view) {
        /** Returns a module of the catalogue. */
        public ModuleInfo module(String name) {
            return catalogue.module(name);
        }
    }

    private record Kept(Catalogue catalogue, Rules rules, Map<Shown, Seen> views) {}

    /** What is shown of records, and of lookup lists, and to whom. */
    private record Shown(Visibility records, Visibility lists, Access access) {
        RecordFilter filter(Rules rules) {
            RecordFilter allowed = new RuleFilter(rules, access, Rules.Act.READ);
            return module -> new Query.And(List.of(
                    (module.name().equals(LOOKUP_LISTS) ? lists : records)
                            .filter()
                            .condition(module),
                    allowed.condition(module)));
        }

        RecordFilter changeable(Rules rules) {
            return new RuleFilter(rules, access, Rules.Act.WRITE);
        }
    }

    /**
     * @param catalogue the catalogue that is there now
     * @param settings what holds now
     * @param media the multimedia files that go with its records
     */
    public Views(Supplier<Optional<Catalogue>> catalogue, Supplier<ImuSettings> settings, MediaFiles media) {
        this.catalogue = catalogue;
        this.settings = settings;
        this.media = media;
    }

    /** Returns what fetches rows as somebody may see them. */
    Rows rows(Seen seen, Call limits) {
        return new Rows(seen, settings(), media, limits);
    }

    /**
     * Returns the catalogue as a caller may see it now.
     *
     * @throws ImuException {@code ModuleUnavailable} while there is none
     */
    public Seen of(Access access) {
        Catalogue present = catalogue
                .get()
                .orElseThrow(() -> new ImuException(
                        "ModuleUnavailable", ImuException.LATER, "the catalogue is away; ask again later"));
        Kept known = kept;
        Rules rules = settings.get().rules();
        if (known == null || known.catalogue() != present || known.rules() != rules) {
            known = new Kept(present, rules, new ConcurrentHashMap<>());
            kept = known;
        }
        return known.views()
                .computeIfAbsent(
                        shown(access),
                        shown -> new Seen(present, present.view(shown.filter(rules), shown.changeable(rules))));
    }

    private Shown shown(Access access) {
        ImuSettings now = settings.get();
        Visibility records = visibility(access);
        return new Shown(records, now.lookupListVisibility().or(records), access);
    }

    /** Returns which records a caller may see now. */
    public Visibility visibility(Access access) {
        ImuSettings now = settings.get();
        return access.isAuthenticated() ? now.visibilityWhenAuthenticated() : now.visibility();
    }

    /** Forgets the views of a catalogue that has gone. */
    public void forget() {
        kept = null;
    }

    /** Returns what holds now. */
    public ImuSettings settings() {
        return settings.get();
    }
}
