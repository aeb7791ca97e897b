package io.fairlead.imu.session;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What happened since the start. */
public final class Counters {
    private static final int MAX_ERROR_IDS = 200;

    final LongAdder requests = new LongAdder();
    final LongAdder pipelined = new LongAdder();
    final LongAdder halfRequests = new LongAdder();
    final LongAdder contextsExpired = new LongAdder();
    final LongAdder handlersExpired = new LongAdder();
    final LongAdder logins = new LongAdder();
    final LongAdder loginsFailed = new LongAdder();
    final LongAdder licencesRefused = new LongAdder();
    final AtomicLong requestBytes = new AtomicLong();
    final AtomicLong replyBytes = new AtomicLong();
    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();

    void error(String id) {
        boolean known = errors.containsKey(id) || errors.size() < MAX_ERROR_IDS;
        errors.computeIfAbsent(known ? id : "other", unseen -> new LongAdder()).increment();
    }

    /** Returns how many requests were answered with each error id. */
    public Map<String, Long> errors() {
        Map<String, Long> copy = new TreeMap<>();
        errors.forEach((id, count) -> copy.put(id, count.sum()));
        return copy;
    }

    /** Returns how many requests came. */
    public long requests() {
        return requests.sum();
    }

    /** Returns how many requests had been sent before the reply to the one before them. */
    public long pipelined() {
        return pipelined.sum();
    }

    /** Returns how many connections ended in the middle of a request. */
    public long halfRequests() {
        return halfRequests.sum();
    }

    /** Returns how many contexts were forgotten because nobody used them for context-timeout. */
    public long contextsExpired() {
        return contextsExpired.sum();
    }

    /** Returns how many handlers were forgotten because nobody used them for handler-timeout. */
    public long handlersExpired() {
        return handlersExpired.sum();
    }

    /** Returns how many log-ins succeeded. */
    public long logins() {
        return logins.sum();
    }

    /** Returns how many log-ins were refused for a wrong user, password or group, or after too many of them. */
    public long loginsFailed() {
        return loginsFailed.sum();
    }

    /** Returns how many log-ins were refused because there was no licence. */
    public long licencesRefused() {
        return licencesRefused.sum();
    }

    /** Returns how many bytes of unfinished requests wait now. */
    public long requestBytes() {
        return requestBytes.get();
    }

    /** Returns how many bytes of replies have not been taken by their clients yet. */
    public long replyBytes() {
        return replyBytes.get();
    }
}
