package io.fairlead.launcher;

import java.util.Optional;

/**
 * What the install set knows of one bundle.
 *
 * @param symbolicName its symbolic name
 * @param base the jar of the base, where the base has one
 * @param deployed the jar deployed over it, where there is one
 */
record Installed(String symbolicName, Optional<BaseJar> base, Optional<DeployedJar> deployed) {

    /** Returns whether a base has come that is not the one the deployed jar was put over. */
    boolean hasNewerBase() {
        return base.isPresent()
                && deployed.isPresent()
                && !deployed.get().overDigest().equals(base.get().jar().digest());
    }

    /** Returns the jar to run: the deployed one, until a newer base has come. */
    Optional<Jar> effective() {
        return deployed.isPresent() && !hasNewerBase() ? deployed.map(DeployedJar::jar) : base.map(BaseJar::jar);
    }
}
