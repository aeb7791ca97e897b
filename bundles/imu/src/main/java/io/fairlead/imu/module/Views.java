package io.fairlead.imu.module;

import io.fairlead.catalogue.Catalogue;
import io.fairlead.catalogue.ModuleInfo;
import io.fairlead.catalogue.View;
import io.fairlead.imu.call.Access;
import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.settings.ImuSettings;
import io.fairlead.imu.settings.Visibility;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The catalogue as callers may see it; the views are kept, since each prepares its filter once. */
public final class Views {
    private final Supplier<Optional<Catalogue>> catalogue;
    private final Supplier<ImuSettings> settings;
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

    private record Kept(Catalogue catalogue, Map<Visibility, Seen> views) {}

    /**
     * @param catalogue the catalogue that is there now
     * @param settings what holds now
     */
    public Views(Supplier<Optional<Catalogue>> catalogue, Supplier<ImuSettings> settings) {
        this.catalogue = catalogue;
        this.settings = settings;
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
        if (known == null || known.catalogue() != present) {
            Map<Visibility, Seen> views = new EnumMap<>(Visibility.class);
            for (Visibility visibility : Visibility.values()) {
                views.put(visibility, new Seen(present, present.view(visibility.filter())));
            }
            known = new Kept(present, views);
            kept = known;
        }
        Visibility visibility = visibility(access);
        Seen seen = known.views().get(visibility);
        if (seen == null) {
            throw new IllegalStateException("there is no view for " + visibility);
        }
        return seen;
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
