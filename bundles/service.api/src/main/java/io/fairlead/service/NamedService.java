package io.fairlead.service;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A service that can be called by name. Registered as an OSGi service with {@link #NAME}; where several have the same
 * name, the one of highest ranking gets the calls.
 */
@ConsumerType
@FunctionalInterface
public interface NamedService {
    /** Service property: the name or the names (text or array), each of 1 to 63 characters without blanks. */
    String NAME = "service.name";

    /** Service property: SVCTIME, such as {@code 20s}; {@code none} is without limit. Without it, the caller's. */
    String SVCTIME = "service.svctime";

    /**
     * Service property: {@code false} where {@link #serve} never blocks; then it is called on the caller's own thread,
     * which may be an event loop. Without it, a thread of a bounded pool is taken.
     */
    String BLOCKING = "service.blocking";

    /**
     * Serves one call. It must be answered, by {@link ServiceCall#reply} or its like, before this returns or later from
     * any thread. An exception ends it with {@link TpErrno#TPESVCERR}, a {@link ServiceException} with its own error.
     *
     * @param call what is asked
     * @throws ServiceException where the call cannot be served
     * @throws InterruptedException where SVCTIME is over, or the caller has cancelled
     */
    void serve(ServiceCall call) throws ServiceException, InterruptedException;
}
