package io.fairlead.dispatcher.balance;

/** What an operator has said of a server. */
public enum Mark {
    /** Nothing. */
    NONE,
    /** It gets no new clients; those that it has go on. */
    DRAIN,
    /** It is kept back: its rate counts as 0. */
    RESERVE,
    /** It is not shown, save to who asks for suppressed servers. */
    SUPPRESS
}
