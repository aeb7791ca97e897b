package io.fairlead.service;

/** What can go wrong with a call, with Tmax's names and numbers of {@code tperrno}. */
public enum TpErrno {
    /** The descriptor of an asynchronous call is not valid any more. */
    TPEBADDESC(2),
    /** The call would have had to wait, and {@link CallFlag#TPNOBLOCK} forbids it. */
    TPEBLOCK(3),
    /** An argument is wrong, such as a message shorter than its header or a name that is too long. */
    TPEINVAL(4),
    /** A limit of the system is reached. */
    TPELIMIT(5),
    /** There is no service, or no client, of that name. */
    TPENOENT(6),
    /** The operating system failed; out of memory. */
    TPEOS(7),
    /** The call is not allowed here, such as a forward out of an asynchronous gateway. */
    TPEPROTO(9),
    /** The service broke off: it threw, gave an answer that cannot be encoded, or exceeded SVCTIME. */
    TPESVCERR(10),
    /** The service answered that it failed; its reply's data comes with it. */
    TPESVCFAIL(11),
    /** The system failed, such as a conversion of codes. */
    TPESYSTEM(12),
    /** No reply within BLOCKTIME. */
    TPETIME(13),
    /** The transaction failed. */
    TPETRAN(14),
    /** A signal interrupted the call; here, the calling thread was interrupted. */
    TPGOTSIG(15),
    /** The service does not take this type of data. */
    TPEITYPE(17),
    /** The caller does not know the reply's type. */
    TPEOTYPE(18),
    /** An event came. */
    TPEEVENT(22),
    /** A name is taken already by another. */
    TPEMATCH(23),
    /** There is no usable channel, because the remote is not connected. */
    TPENOREADY(24),
    /** Not allowed to this caller. */
    TPESECURITY(25),
    /** Too many calls wait already. */
    TPEQFULL(26),
    /** The call was taken out of the queue by an operator. */
    TPEQPURGE(27),
    /** The connection was lost after the request had been sent. */
    TPECLOSE(28),
    /** The server is down. */
    TPESVRDOWN(29),
    /** The service before this one, in a chain of forwards, failed. */
    TPEPRESVC(30),
    /** The greatest number of something is in use. */
    TPEMAXNO(31);

    private final int number;

    TpErrno(int number) {
        this.number = number;
    }

    /** Returns the number, as a C program finds it in {@code tperrno}. */
    public int number() {
        return number;
    }
}
