package io.fairlead.dispatcher.registry;

import io.fairlead.dispatcher.descriptor.ServerType;

/**
 * A name that later files may not use ({@code Name NAMEHOLD [host]:port TYPE}).
 *
 * @param service the name
 * @param host where it is held; empty: everywhere
 * @param port at which port; 0: at all
 * @param type for which type
 * @param place where it stands
 */
record NameHold(String service, String host, int port, ServerType type, Place place) {
    /** Returns whether it forbids a server of another file. */
    boolean forbids(ServerEntry entry) {
        return service.equalsIgnoreCase(entry.service())
                && type == entry.descriptor().type()
                && (host.isEmpty() || host.equalsIgnoreCase(entry.descriptor().host()))
                && (port == 0 || port == entry.descriptor().port())
                && !place.file().equals(entry.place().file());
    }
}
