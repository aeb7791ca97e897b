package io.fairlead.gateway.codecs;

/** Whether what surrounds a message belongs to it. */
enum Header {
    /** No: it is taken off when a message is read, and put on when one is sent. */
    STRIP,
    /** Yes: services see it, and give it. */
    KEEP
}
