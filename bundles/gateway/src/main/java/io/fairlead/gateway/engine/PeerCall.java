package io.fairlead.gateway.engine;

import io.fairlead.gateway.api.Classifier;
import io.fairlead.service.CallFlag;
import io.fairlead.service.Reply;
import io.fairlead.service.ServiceCall;
import io.fairlead.service.ServiceException;
import io.fairlead.service.TpErrno;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A service's request to a peer, from when {@code svcgw} was called until the peer's reply. */
final class PeerCall {
    /** Stands for the key of a request without one. */
    static final String NO_KEY = "\0";

    private static final Reply EMPTY = Reply.of(new byte[0]);

    private final Caller caller;
    private final ByteBuffer message;
    private final Optional<String> client;
    private final Optional<String> key;
    private final boolean fresh;
    private final boolean wantsReply;
    private final boolean noBlock;
    final long sinceNs;
    long deadlineNs;

    private PeerCall(
            Caller caller,
            ByteBuffer message,
            Optional<String> client,
            Optional<String> key,
            boolean fresh,
            boolean wantsReply,
            boolean noBlock,
            long sinceNs) {
        this.caller = caller;
        this.message = message;
        this.client = client;
        this.key = key;
        this.fresh = fresh;
        this.wantsReply = wantsReply;
        this.noBlock = noBlock;
        this.sinceNs = sinceNs;
    }

    /** Returns the request of a call. */
    static PeerCall of(ServiceCall call, Optional<String> client, Optional<Classifier> classifier, long nowNs) {
        ByteBuffer message = call.request().data();
        boolean fresh = classifier.flatMap(each -> each.freshKey(1)).isPresent();
        return new PeerCall(
                new Caller.Present(call),
                message,
                client,
                classifier.flatMap(each -> each.classify(message.duplicate()).key()),
                fresh,
                !call.request().flags().contains(CallFlag.TPNOREPLY),
                call.request().flags().contains(CallFlag.TPNOBLOCK),
                nowNs);
    }

    /** Returns a request that was sent before the gateway was replaced. */
    static PeerCall left(Caller caller, Optional<String> key, long sinceNs, long deadlineNs) {
        PeerCall call = new PeerCall(
                caller, ByteBuffer.allocate(0), Optional.empty(), key, key.isPresent(), true, false, sinceNs);
        call.deadlineNs = deadlineNs;
        return call;
    }

    ByteBuffer message() {
        return message.duplicate();
    }

    /** Returns the client that is meant; nothing: any. */
    Optional<String> client() {
        return client;
    }

    /** Returns the key that it has itself; of no meaning on the wire where it gets a fresh one. */
    Optional<String> key() {
        return fresh ? Optional.empty() : key;
    }

    /** Returns the key of the request as the caller made it. */
    Optional<String> ownKey() {
        return key;
    }

    /** Returns whether its reply can be told from those of others, so that it can share a connection. */
    boolean shares() {
        return fresh || key.isPresent() || !wantsReply;
    }

    boolean wantsReply() {
        return wantsReply;
    }

    boolean noBlock() {
        return noBlock;
    }

    boolean ended() {
        return caller.ended();
    }

    void whenGone(Runnable task) {
        caller.whenGone(task);
    }

    void reply(byte[] bytes) {
        caller.answer(call -> call.reply(Reply.of(bytes)));
    }

    /** Answers one that wants no reply. */
    void taken() {
        caller.answer(call -> call.reply(EMPTY));
    }

    /** Answers that the peer refused it, with what the peer gave. */
    void refuse(byte[] bytes) {
        caller.answer(call -> call.fail(Reply.of(bytes)));
    }

    void fail(TpErrno error, String message) {
        ServiceException failure = new ServiceException(error, message);
        caller.answer(call -> call.fail(failure));
    }

    void giveBack() {
        caller.answer(ServiceCall::giveBack);
    }

    /** Returns what a successor needs to answer it. */
    String leave() {
        return caller.leave();
    }
}
