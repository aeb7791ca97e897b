package io.fairlead.imu;

import io.fairlead.imu.module.ResultMemory;
import io.fairlead.imu.session.Counters;
import io.fairlead.imu.session.ImuView;
import io.fairlead.platform.metrics.MetricSink;

/** The figures of one server. */
record ImuMetrics(String pid, MetricSink out) {
    void collect(ImuView view, ResultMemory memory) {
        Counters counters = view.counters();
        total("requests", "Requests that came", counters.requests());
        counters.errors()
                .forEach((id, count) -> out.counter(
                        "fairlead_imu_errors_total",
                        "Requests answered with an error",
                        count.doubleValue(),
                        "server",
                        pid,
                        "id",
                        id));
        total("pipelined", "Requests sent before the reply to the one before them", counters.pipelined());
        total("half_requests", "Connections that ended in the middle of a request", counters.halfRequests());
        total("contexts_expired", "Contexts not used for context-timeout", counters.contextsExpired());
        total("handlers_expired", "Handlers not called for handler-timeout", counters.handlersExpired());
        total("logins", "Log-ins that succeeded", counters.logins());
        total("logins_failed", "Log-ins refused for user, password or group", counters.loginsFailed());
        total("licences_refused", "Log-ins refused because there was no licence", counters.licencesRefused());
        now("licences", "Licences held", view.licencesHeld());
        view.licenceTotal().ifPresent(most -> now("licence_total", "Licences that there are", most));
        now("contexts", "Contexts", view.contexts().size());
        now("handlers", "Handlers", view.handlers().size());
        now("result_bytes", "Bytes of result sets", memory.bytes());
        now("request_bytes", "Bytes of unfinished requests", counters.requestBytes());
        now("reply_bytes", "Bytes of replies not taken yet", counters.replyBytes());
        now("server_pool", "Places in the server pool", view.serverPool());
        now("working", "Requests at work on the database", view.working());
        now("waiting", "Requests waiting for the server pool", view.waiting());
    }

    private void total(String name, String help, long value) {
        out.counter("fairlead_imu_" + name + "_total", help, (double) value, "server", pid);
    }

    private void now(String name, String help, long value) {
        out.gauge("fairlead_imu_" + name, help, (double) value, "server", pid);
    }
}
