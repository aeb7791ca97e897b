package io.fairlead.services;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an editor of settings shows; {@link ServicesSettings} reads them. */
@ObjectClassDefinition(name = "Named services", description = "How services are called by name.")
@interface ServicesConfig {
    /** The PID. */
    String PID = "io.fairlead.services";

    @AttributeDefinition(
            name = "BLOCKTIME",
            description = "How long a caller waits where it does not say; then it gets TPETIME. A number and ms, s, m "
                    + "or h, or none. Takes effect at once for new calls.")
    String blocktime() default "30s";

    @AttributeDefinition(
            name = "SVCTIME",
            description = "How long a service may work on one call where neither it nor the caller says; then the "
                    + "caller gets TPESVCERR. A number and ms, s, m or h, or none. Takes effect at once for new calls.")
    String svctime() default "20s";

    @AttributeDefinition(
            name = "Threads",
            description = "Calls of blocking services at the same time, from 1 to 10000; the others wait in order. "
                    + "Takes effect at once.")
    int threads() default 64;

    @AttributeDefinition(
            name = "Calls that wait",
            description = "Calls that wait for a thread, or for a service that is being replaced, at most; one more "
                    + "gets TPEQFULL. From 1 to 1000000. Takes effect at once.")
    int max$_$waiting() default 10_000;

    @AttributeDefinition(
            name = "Absence",
            description = "How long calls wait for a service that went away, because it is being replaced; then they "
                    + "get TPENOENT. A number and ms, s or m. Takes effect at once for services that go from then on.")
    String absence() default "2s";
}
