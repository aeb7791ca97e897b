package io.fairlead.dispatcher.registry;

/**
 * What must be up for a server to be offered ({@code [!][host[:port]][+[service]]}).
 *
 * @param negated it must be down instead
 * @param host the server's host; empty: any
 * @param port its port; 0: any
 * @param service its service; empty: the same
 */
public record Dependency(boolean negated, String host, int port, String service) {}
