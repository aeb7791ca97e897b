package io.fairlead.deployer.api;

/** Something that the deployer did not do; the message is one sentence with the cause and, where there is one, the cure. */
public final class DeployerException extends RuntimeException {
    /** @param message one sentence */
    public DeployerException(String message) {
        super(message, null, false, false);
    }
}
