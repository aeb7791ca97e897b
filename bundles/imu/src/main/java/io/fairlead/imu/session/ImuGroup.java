package io.fairlead.imu.session;

import io.fairlead.imu.call.HandlerType;
import io.fairlead.imu.call.Id;
import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.call.ImuHandler;
import io.fairlead.imu.settings.ImuSettings;
import io.fairlead.imu.trace.Trace;
import io.fairlead.imu.upload.UploadSpace;
import io.fairlead.platform.log.RepeatLog;
import io.fairlead.transport.Group;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What the connections of one server have in common. */
final class ImuGroup {
    final Tables tables;
    final Work work;
    final Logins logins;
    final Replies replies = new Replies();
    final Counters counters;
    final Connections connections = new Connections();
    final Trace trace;
    final UploadSpace uploads = new UploadSpace(() -> settings().media());
    final RepeatLog log;
    private final List<HandlerType> types;
    private volatile ImuSettings settings;
    private volatile @Nullable Group group;

    ImuGroup(
            ImuSettings settings,
            Tables tables,
            Work work,
            Logins logins,
            Counters counters,
            RepeatLog log,
            List<HandlerType> types) {
        this.settings = settings;
        this.tables = tables;
        this.work = work;
        this.logins = logins;
        this.counters = counters;
        this.log = log;
        this.types = List.copyOf(types);
        this.trace = new Trace("imu", () -> settings().operation().trace(), Clock.system(ZoneId.systemDefault()));
    }

    ImuSettings settings() {
        return settings;
    }

    void settings(ImuSettings changed) {
        settings = changed;
    }

    void attached(Group attached) {
        group = attached;
    }

    List<HandlerType> types() {
        return types;
    }

    /**
     * Makes a handler.
     *
     * @throws ImuException {@code HandlerUnknown}, or what the class refuses
     */
    ImuHandler create(String name, @Nullable Object create) {
        return types.stream()
                .map(type -> type.create(name, create))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new ImuException(
                        "HandlerUnknown", ImuException.CODE, "there is no handler " + name, ImuException.cut(name)));
    }

    /** Returns the port on which a process can be reached again. */
    OptionalInt reconnectPort(ImuProcess process) {
        Group attached = group;
        if (attached == null) {
            return OptionalInt.empty();
        }
        return attached.endpoints().stream()
                .filter(endpoint -> endpoint.role().equals(process.role()))
                .flatMap(endpoint -> endpoint.address().stream())
                .mapToInt(InetSocketAddress::getPort)
                .findFirst();
    }

    /** Returns the id of a text that a client sent as one. */
    static Optional<Id> id(Optional<String> text) {
        return text.flatMap(Id::parse);
    }
}
