package io.fairlead.service;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Calls services by name. Where a service is being replaced, calls wait for the next one for a short while; where there
 * never was one, they fail with TPENOENT at once. A name that is not there and has an {@code @}, such as
 * {@code svcgw@CLI1}, is the service before it for the client behind it.
 */
@ProviderType
public interface Services {
    /**
     * Calls and waits for the reply ({@code tpcall}). Must not be called on an event loop.
     *
     * @param name the service
     * @param request what it is asked
     * @return the reply
     * @throws ServiceException what the call ended with
     */
    Reply call(String name, Request request) throws ServiceException, InterruptedException;

    /**
     * Calls and goes on ({@code tpacall}).
     *
     * @param name the service
     * @param request what it is asked; with {@link CallFlag#TPNOREPLY} the reply completes, empty, when the service has
     *     the request
     * @return the call; errors come with its reply
     */
    PendingCall callAsync(String name, Request request);

    /**
     * Takes a call over that another object of the same service has left. SVCTIME begins anew.
     *
     * @param left what {@link ServiceCall#leave} gave
     * @return the call; nothing where it has ended, or was taken over already
     */
    Optional<ServiceCall> takeOver(String left);

    /** Returns the names of the services that are there, in alphabetical order. */
    List<String> names();
}
