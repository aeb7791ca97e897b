/**
 * Named services, in the words of XATMI. A service is an OSGi service of type {@link io.fairlead.service.NamedService}
 * with the property {@code service.name}; whoever wants to call one asks {@link io.fairlead.service.Services}.
 *
 * <h2>Two clocks</h2>
 *
 * <ul>
 *   <li><b>BLOCKTIME</b> is how long a caller waits; when it is over, the caller gets
 *       {@link io.fairlead.service.TpErrno#TPETIME}.
 *   <li><b>SVCTIME</b> is how long a service may work on one call; when it is over, the caller gets
 *       {@link io.fairlead.service.TpErrno#TPESVCERR}.
 * </ul>
 *
 * A reply that comes after either is dropped and counted; nobody gets it.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.fairlead.service;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
