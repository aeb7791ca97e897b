package io.fairlead.imu.api;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Answers the calls of IMu clients to one {@code Service::…} name. A whiteboard service: whoever has one registers it
 * with the property {@value #SERVICE}.
 *
 * <p>Values are JDK types, in calls and in answers: {@code Map<String, Object>}, {@code List<Object>}, {@code String},
 * {@code Long}, {@code Double}, {@code Boolean}, {@code null}, and {@link ServiceFile} for a file. In an answer, a file
 * may stand only as the value of a member.
 */
@ConsumerType
@FunctionalInterface
public interface ServiceHandler {
    /**
     * Service property: the whole name that clients use, such as {@code Service::Multimedia::Insert}; a string, or an
     * array of strings. Of several handlers with one name, the highest ranking answers.
     */
    String SERVICE = "imu.service";

    /**
     * Answers one call. Called on a thread of the server's pool, where it may block; two calls of one client object
     * never run at the same time, calls of different objects may.
     *
     * @param call what the client asks; its files can be read until this returns
     * @return the reply's {@code result}; a file in it is read, and then closed, after this has returned
     * @throws ServiceException where the call is refused; anything else that is thrown is answered as an error of the
     *     server and logged
     */
    @Nullable
    Object call(ServiceCall call) throws ServiceException;
}
