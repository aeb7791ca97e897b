package io.fairlead.dispatcher.balance;

/**
 * Something that may be chosen.
 *
 * @param what it
 * @param status its weight; of 0, it is never chosen while another has more
 * @param local it is on the preferred host, or without a preference a local server with a negative bonus
 * @param bonus its {@code B=}
 * @param standby it is for the case that nothing else is there
 * @param <T> what it is
 */
public record Rated<T>(T what, double status, boolean local, double bonus, boolean standby) {}
