package io.fairlead.catalogue;

import java.util.Collection;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A catalogue: modules of records that can be searched, sorted, fetched and, where it allows it, changed.
 *
 * <p>It is registered as a service while it can be used, with the property {@value #NAME_PROPERTY}; several may be there
 * at the same time. Whoever uses it takes it dynamically and answers with an error of its own while none is there.
 *
 * <p>Records are reached only through a {@link View}, which is bound to the filter that says which records may be seen:
 * there is no call that forgets it.
 *
 * <p>Every method may be called by any thread. Calls of a view block for as long as the store takes, at most the time
 * limit of their {@link Call}: use them from an executor of your own, never from an event loop.
 */
@ProviderType
public interface Catalogue {
    /** The service property that names the catalogue, a string such as {@code museum}. */
    String NAME_PROPERTY = "catalogue.name";

    /** Returns the catalogue's name, the value of {@value #NAME_PROPERTY}. */
    String name();

    /** Returns the modules in the order of their definition; it does not change while the service is registered. */
    Collection<ModuleInfo> modules();

    /**
     * Returns a module by its exact name.
     *
     * @throws CatalogueException of kind {@link CatalogueException.Kind#UNKNOWN_MODULE}
     */
    ModuleInfo module(String name);

    /**
     * Returns the catalogue as seen through a filter. A view is cheap but worth keeping: it prepares the filter once a
     * module. It holds no connection and needs no closing.
     *
     * <p>What is seen may also be changed, as far as the catalogue allows it.
     *
     * @param filter asked once for each module, when the module is first used through the view
     */
    default View view(RecordFilter filter) {
        return view(filter, RecordFilter.everything());
    }

    /**
     * Returns the catalogue as seen through a filter, of which less may be changed than seen.
     *
     * @param filter as in {@link #view(RecordFilter)}
     * @param changeable which of the records that are seen may be changed or removed; a change that a record would not
     *     meet the condition after is not possible either. Asked once for each module
     */
    View view(RecordFilter filter, RecordFilter changeable);
}
