package io.fairlead.dispatcher.dispatch;

/**
 * Which ways there are besides a direct connection.
 *
 * @param outside there are ports for outside clients, so that they can be sent behind the firewall unasked
 * @param fallback there are fallback ports, so that a client for which the official ones have failed can go on
 */
public record Ways(boolean outside, boolean fallback) {}
