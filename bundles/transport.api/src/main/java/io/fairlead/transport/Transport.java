package io.fairlead.transport;

import org.osgi.annotation.versioning.ProviderType;

/** Owns every socket. A service; protocols hold it by a static, mandatory reference. */
@ProviderType
public interface Transport {
    /**
     * Takes hold of a group. A group that is not known is made and its endpoints are opened; a parked one is adopted,
     * with its states; on one that another protocol serves the binding is only staged, until a hand-over commits it.
     *
     * @param spec the group with all its endpoints
     * @param protocol what serves it
     * @return the hold on it
     * @throws TransportException where an endpoint cannot be opened (nothing of a new group stays open then), or the
     *     protocol refuses a parked state (the group stays parked)
     */
    Binding bind(GroupSpec spec, Protocol protocol);
}
