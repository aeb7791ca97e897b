package io.fairlead.gateway.settings;

import io.fairlead.gateway.api.Classifier;
import io.fairlead.gateway.api.Codec;
import io.fairlead.gateway.settings.GatewaySettings.Mode;
import io.fairlead.gateway.tmax.TmaxSettings;
import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.transport.EndpointOptions;
import io.fairlead.transport.EndpointOptions.WhenFull;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a gateway's settings, and the gateway environment file that they name. */
public final class GatewayParser implements SettingsParser<GatewaySettings> {
    /** The role of the gateway's one endpoint. */
    public static final String ROLE = "main";

    /** The setting that names the gateway environment file. */
    public static final String FILE = "environment-file";

    private static final String FRAMING = "framing";
    private static final String CLASSIFIER = "classifier";
    private static final String SVCGW = "svcgw";
    private static final int MAX_PORT = 65_535;
    private static final int HEADROOM = 1024;

    private final Path home;
    private final Framings framings;

    /**
     * @param home the instance's folder
     * @param framings the framings and classifiers that are there
     */
    public GatewayParser(Path home, Framings framings) {
        this.home = home;
        this.framings = framings;
    }

    @Override
    public GatewaySettings parse(SettingsReader in) {
        List<String> notices = new ArrayList<>(TmaxSettings.read(in, home));
        Mode mode = in.choice("mode", Mode.SERVER);
        int port = in.integer("port", 1029, 0, MAX_PORT);
        Optional<String> session = in.text("session");
        Optional<Codec> codec = codec(in, session.isPresent());
        Optional<String> classifierName = in.text(CLASSIFIER);
        Optional<Classifier> classifier = classifierName.flatMap(name -> classifier(in, name));
        Clocks clocks = Clocks.parse(in);
        notices.addAll(clocks.notices());
        GatewaySettings settings = new GatewaySettings(
                mode,
                port,
                in.text("remote"),
                options(in, codec),
                in.text("service"),
                in.text(SVCGW),
                session,
                session.flatMap(framings::session),
                codec,
                classifier,
                classifierName.isPresent(),
                table(in, mode, port),
                clocks,
                Sizes.parse(in),
                Policies.parse(in),
                notices);
        checkDirections(in, settings);
        checkMode(in, settings);
        return settings;
    }

    private Optional<Codec> codec(SettingsReader in, boolean session) {
        Optional<String> name = in.text(FRAMING);
        if (name.isEmpty() && !session) {
            in.refuse(FRAMING, "is missing", "write one of " + framings.framings() + ", or session = PROGRAM");
        }
        Optional<Codec> codec = name.flatMap(framings::codec).map(factory -> factory.codec(in, FRAMING));
        return codec.or(() -> readLater(in, FRAMING));
    }

    private Optional<Classifier> classifier(SettingsReader in, String name) {
        return framings.classifier(name)
                .map(factory -> factory.classifier(in, CLASSIFIER))
                .or(() -> readLater(in, CLASSIFIER));
    }

    /** The words of a framing or classifier whose bundle is away are read when it comes. */
    private static <T> Optional<T> readLater(SettingsReader in, String prefix) {
        in.unread().stream().filter(key -> key.startsWith(prefix + ".")).forEach(in::text);
        return Optional.empty();
    }

    private static EndpointOptions options(SettingsReader in, Optional<Codec> codec) {
        EndpointOptions usual = EndpointOptions.DEFAULT;
        int unread = codec.map(each -> Math.max(usual.maxUnread(), each.maxFrame() + HEADROOM))
                .orElse(usual.maxUnread());
        EndpointOptions refusing = new EndpointOptions(
                usual.host(),
                usual.allow(),
                usual.tls(),
                usual.maxConnections(),
                usual.maxConnectionsPerAddress(),
                WhenFull.REFUSE,
                usual.idleTimeout(),
                usual.halfMessageTimeout(),
                usual.writeBufferLow(),
                usual.writeBufferHigh(),
                unread);
        return EndpointOptions.read(in, ROLE, refusing);
    }

    private Optional<EnvironmentTable> table(SettingsReader in, Mode mode, int port) {
        Optional<Path> path = file(in);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        try {
            EnvironmentTable table = new EnvironmentFile(path.get()).read();
            return Optional.of(mode == Mode.SERVER && port != 0 ? table.forPort(port) : table);
        } catch (EnvironmentFile.MistakeException mistake) {
            in.refuse(FILE, String.valueOf(mistake.getMessage()), "mend the file");
            return Optional.of(EnvironmentTable.EMPTY);
        }
    }

    /** Returns the gateway environment file. */
    public Optional<Path> file(SettingsReader in) {
        return in.text(FILE).map(home::resolve);
    }

    private static void checkDirections(SettingsReader in, GatewaySettings settings) {
        if (settings.session().isPresent()) {
            return;
        }
        boolean fromPeers = settings.service().isPresent() || settings.classified();
        if (!fromPeers && settings.svcgw().isEmpty()) {
            in.refuse(
                    "service",
                    "is missing, and so is svcgw",
                    "name the service that peers' messages call, or the name by which services call the peers");
        }
        if (settings.service().isEmpty() || settings.svcgw().isEmpty()) {
            return;
        }
        if (!settings.classified()) {
            in.refuse(
                    SVCGW,
                    "makes traffic both ways on one connection, and nothing tells a reply from a request",
                    "write classifier = rules and its words, or leave out svcgw or service");
        } else if (settings.classifier().isPresent()
                && !settings.classifier().get().tellsReplies()) {
            in.refuse(
                    CLASSIFIER,
                    "does not tell a reply from a request, and svcgw makes traffic both ways on one connection",
                    "give it a rule for replies, or leave out svcgw or service");
        }
    }

    private static void checkMode(SettingsReader in, GatewaySettings settings) {
        if (settings.mode() == Mode.CLIENT) {
            if (settings.remote().isPresent() == settings.table().isPresent()) {
                in.refuse(
                        "remote",
                        settings.table().isPresent()
                                ? "is given beside environment-file"
                                : "is missing, and so is environment-file",
                        "write the server's address, or the file with several servers");
            }
            return;
        }
        int threads = settings.sizes().threads();
        int needed = settings.table()
                .map(table -> (table.size() + EnvironmentTable.DYNAMIC + threads - 1) / threads)
                .orElse(0);
        if (settings.sizes().handlers().isPresent() && settings.handlers() < needed) {
            in.refuse(
                    "handlers",
                    "cannot hold the "
                            + settings.table().map(EnvironmentTable::size).orElse(0)
                            + " clients of the file and " + EnvironmentTable.DYNAMIC + " more, at most "
                            + threads + " to a handler",
                    "write at least " + needed + ", or auto");
        }
        if (settings.policies().identity() == Policies.Identity.TLS_SUBJECT
                && settings.options().tls().isEmpty()) {
            in.refuse("identity", "needs certificates, and there is no TLS", "set tls.certificate, tls.key, tls.trust");
        }
    }
}
