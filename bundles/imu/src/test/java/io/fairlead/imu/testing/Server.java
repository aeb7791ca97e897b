package io.fairlead.imu.testing;

import io.fairlead.catalogue.Catalogue;
import io.fairlead.imu.access.UsersFile;
import io.fairlead.imu.api.ServiceHandler;
import io.fairlead.imu.call.HandlerType;
import io.fairlead.imu.call.Id;
import io.fairlead.imu.lists.ListType;
import io.fairlead.imu.media.MediaFiles;
import io.fairlead.imu.module.ModuleType;
import io.fairlead.imu.module.ModulesType;
import io.fairlead.imu.module.ResultMemory;
import io.fairlead.imu.module.UploadType;
import io.fairlead.imu.module.Views;
import io.fairlead.imu.service.ServiceType;
import io.fairlead.imu.service.Services;
import io.fairlead.imu.session.ImuProtocol;
import io.fairlead.imu.settings.ImuSettings;
import io.fairlead.imu.settings.ImuSettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/** An IMu server on a transport without sockets. */
public final class Server implements AutoCloseable {
    /** The time at which everything happens. */
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-08T09:10:11Z"), ZoneOffset.UTC);

    private final AtomicReference<Optional<Catalogue>> catalogue = new AtomicReference<>(Optional.empty());
    private final Services services = new Services();
    private final Random random = new Random(4711);
    private ImuSettings settings;
    private ImuProtocol protocol;
    private final FakeTransport transport;

    /** Starts a server. */
    public Server(Catalogue served, Map<String, String> properties) {
        catalogue.set(Optional.of(served));
        settings = parse(properties);
        protocol = newProtocol();
        transport = new FakeTransport(protocol, settings.processCount());
    }

    private static ImuSettings parse(Map<String, String> properties) {
        SettingsReader in = new SettingsReader(properties);
        ImuSettings parsed = new ImuSettingsParser(Path.of("/nowhere")).parse(in);
        if (!in.problems().isEmpty() || !in.unread().isEmpty()) {
            throw new IllegalArgumentException(in.problems() + " " + in.unread());
        }
        return parsed;
    }

    private ImuProtocol newProtocol() {
        MediaFiles media = new MediaFiles("imu-test", () -> settings.media());
        Views views = new Views(catalogue::get, () -> settings, media);
        ResultMemory memory = new ResultMemory(() -> settings.bounds().resultMemoryBytes());
        return new ImuProtocol(
                "imu-test",
                settings,
                types(views, media, memory),
                () -> new Id(random.nextLong(), random.nextLong()),
                new UsersFile(problem -> {}),
                CLOCK,
                this::nanoTime,
                () -> {});
    }

    private List<HandlerType> types(Views views, MediaFiles media, ResultMemory memory) {
        ModuleType modules = new ModuleType(views, memory, CLOCK);
        return List.of(
                modules,
                new ModulesType(views, memory),
                new ListType(modules, views),
                new UploadType(views, media, CLOCK, services::has),
                new ServiceType(services));
    }

    private long nanoTime() {
        return transport == null ? System.nanoTime() : transport.nanoTime();
    }

    /** Returns a connection to the main port. */
    public FakeConnection connect() {
        return transport.connect("main");
    }

    /** Returns a connection to the endpoint of that role. */
    public FakeConnection connect(String role) {
        return transport.connect(role);
    }

    /** Replaces the code, as a swap does. */
    public void swap(boolean force) {
        ImuProtocol next = newProtocol();
        transport.swap(next, force);
        protocol = next;
    }

    /** Changes settings while the server works. */
    public void configure(Map<String, String> properties) {
        settings = parse(properties);
        protocol.configure(settings);
    }

    /** Makes another catalogue the one that is there. */
    public void catalogue(Optional<Catalogue> present) {
        catalogue.set(present);
    }

    /** Registers a service. */
    public void service(String name, ServiceHandler handler) {
        services.add(handler, Map.of(ServiceHandler.SERVICE, name));
    }

    /** Returns the protocol that serves now. */
    public ImuProtocol protocol() {
        return protocol;
    }

    /** Returns the transport. */
    public FakeTransport transport() {
        return transport;
    }

    @Override
    public void close() {
        protocol.close();
        transport.close();
    }
}
