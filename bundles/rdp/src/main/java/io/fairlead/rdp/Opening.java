package io.fairlead.rdp;

/** What a client does for a session that is to be opened, asked about or closed. Times are nanoseconds. */
final class Opening {
    private static final long FIRST = 500 * Rtt.MILLI;

    byte[] cookie = new byte[Cookies.BYTES];
    long resendAt;
    long wait = FIRST;
    long begunAt;
    long sentAt;
    long pingedAt;
    int nonce;
    boolean everOpen;
    int closes;
    String reason = "";

    void restart(long now) {
        cookie = new byte[Cookies.BYTES];
        wait = FIRST;
        resendAt = now;
        begunAt = now;
    }
}
