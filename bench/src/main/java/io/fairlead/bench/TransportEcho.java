package io.fairlead.bench;

/** Not compiled yet: needs the provider. */
final class TransportEcho {}
