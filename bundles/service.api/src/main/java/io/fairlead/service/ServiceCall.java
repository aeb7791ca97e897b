package io.fairlead.service;

import org.osgi.annotation.versioning.ProviderType;

/**
 * One call as the service sees it. The first answer counts; those after it, and those after the caller's time, are
 * dropped and counted. All methods may be called from any thread.
 */
@ProviderType
public interface ServiceCall {
    /** Returns the name that was called. */
    String name();

    /** Returns what is asked. */
    Request request();

    /** Answers; {@code tpreturn} with TPSUCCESS. */
    void reply(Reply reply);

    /** Answers that the service failed; {@code tpreturn} with TPFAIL: the caller gets TPESVCFAIL with this data. */
    void fail(Reply reply);

    /** Ends the call with an error. */
    void fail(ServiceException error);

    /**
     * Gives the call to another service, which answers the caller; this service has nothing more to do with it and gets
     * no reply ({@code tpforward}). The caller's BLOCKTIME runs on; SVCTIME begins anew.
     *
     * @param name the other service
     * @param request what it is asked
     */
    void forward(String name, Request request);

    /**
     * Gives the call back unserved, because this object is being replaced: the next object of that name gets it, now or
     * when it comes. Only for a call of which nothing has been done yet.
     */
    void giveBack();

    /**
     * Leaves a call that is under way to this object's successor, which gets it by {@link Services#takeOver}. Until
     * then this object still has it and may go on with it.
     *
     * @return what the successor must know; of use within this run of the platform only
     */
    String leave();

    /** Returns true once the call has ended: answered, cancelled, or out of time. */
    boolean ended();

    /**
     * Calls once when the call has ended before this service answered it: cancelled, out of time, or answered by
     * forwarding. At once where it has.
     */
    void whenGone(Runnable task);
}
