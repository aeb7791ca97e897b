package io.fairlead.deployer;

/** A bundle that did not come up with its new jar; the message is a phrase that says why. */
final class SwapException extends Exception {
    SwapException(String message) {
        super(message, null, false, false);
    }
}
