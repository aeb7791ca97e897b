package io.fairlead.shell.command;

import java.util.List;

/**
 * What there is to know of a bundle.
 *
 * @param id its number in the framework
 * @param name its symbolic name
 * @param state of {@link org.osgi.framework.Bundle}
 * @param fragment whether it is one, and so never starts
 * @param missing what it needs and nobody offers, a phrase each; only where it is not resolved
 */
record BundleState(long id, String name, int state, boolean fragment, List<String> missing) {}
