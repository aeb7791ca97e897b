package io.fairlead.imu.settings;

import io.fairlead.imu.rules.Rules;
import io.fairlead.imu.stream.EncodingErrors;
import io.fairlead.platform.settings.SettingsParser;
import io.fairlead.platform.settings.SettingsReader;
import io.fairlead.transport.EndpointOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the settings of one IMu server. The words are those of imuserver.conf; its own file may be named by
 * {@code file}, and what stands beside {@code file} wins over what stands in it.
 */
public final class ImuSettingsParser implements SettingsParser<ImuSettings> {
    /**
     * A property that holds the text of the user's file, so that what was good is kept with the other properties and a
     * file that is damaged later does not count.
     */
    public static final String FILE_TEXT = ":imuserver.conf";

    /** The same for the file that the setting rules names. */
    public static final String RULES_TEXT = ":rules";

    private static final int MAX_FILE_BYTES = 1 << 20;
    private static final int MAX_PORT = 65_535;
    private static final int UNREAD_MARGIN = 1 << 20;

    private final Path home;

    /** @param home the instance's folder; paths in settings are relative to it */
    public ImuSettingsParser(Path home) {
        this.home = home;
    }

    /** Returns the text of the user's own file. */
    public static String read(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new IOException("is larger than " + MAX_FILE_BYTES + " bytes");
        }
        return Files.readString(file);
    }

    @Override
    public ImuSettings parse(SettingsReader in) {
        Optional<String> file = in.text("file");
        Words words = new Words(in, file.map(ImuSettingsParser::name).orElse(""), conf(in, file));
        int mainPort = words.read("main-port", from -> from.integer("main-port", 40_000, 1, MAX_PORT));
        int reconnectPort = words.read(
                "reconnect-port",
                from -> from.integer("reconnect-port", Math.min(mainPort + 5_000, MAX_PORT), 1, MAX_PORT));
        int processCount = words.read("process-count", from -> from.integer("process-count", 1, 1, 256));
        int serverPool = words.read("server-pool", from -> from.integer("server-pool", processCount, 1, 1_000));
        Bounds bounds = bounds(in);
        EndpointOptions options = EndpointOptions.DEFAULT.withMaxUnread(bounds.requestBytes() + UNREAD_MARGIN);
        ImuSettings settings = new ImuSettings(
                file,
                mainPort,
                reconnectPort,
                processCount,
                serverPool,
                roomFor(bounds, EndpointOptions.read(in, "main", options)),
                roomFor(bounds, EndpointOptions.read(in, "reconnect", options)),
                timeout(words, "context-timeout", Duration.ofHours(3)),
                timeout(words, "handler-timeout", Duration.ofHours(1)),
                timeout(words, "query-timeout", Duration.ofSeconds(60)),
                words.read("allow-updates", from -> from.choice("allow-updates", AllowUpdates.AUTHENTICATED)),
                words.read("visibility", from -> from.choice("visibility", Visibility.INTERNET)),
                words.read(
                        "visibility-when-authenticated",
                        from -> from.choice("visibility-when-authenticated", Visibility.ALL)),
                words.read("lookup-list-visibility", from -> from.choice("lookup-list-visibility", ListVisibility.ALL)),
                words.read("language", from -> from.text("language", "en")),
                words.read("encoding-errors", ImuSettingsParser::encodingErrors),
                in.text("catalogue"),
                words.read("restore-path", from -> folder(from, "restore-path")),
                words.read("temp-path", from -> folder(from, "temp-path")),
                in.duration("pipeline-pause", Duration.ofMillis(5)),
                LoginSettings.read(in, home, serverPool),
                rules(in),
                bounds,
                new MediaReader(home, in, words).read(),
                new OperationReader(home, in, words).read(mainPort),
                notices(words));
        return settings;
    }

    private static List<String> notices(Words words) {
        List<String> notices = new ArrayList<>(NoEffect.notices(words));
        notices.addAll(words.unknown());
        return notices;
    }

    private ImuserverConf conf(SettingsReader in, Optional<String> file) {
        Optional<String> kept = in.text(FILE_TEXT);
        if (file.isEmpty()) {
            return new ImuserverConf(List.of());
        }
        if (kept.isPresent()) {
            return ImuserverConf.parse(kept.get());
        }
        try {
            return ImuserverConf.parse(read(home.resolve(file.get())));
        } catch (IOException | RuntimeException e) {
            in.refuse(
                    "file",
                    "cannot be read (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")",
                    "name a readable UTF-8 file, relative to the instance or absolute");
            return new ImuserverConf(List.of());
        }
    }

    private Rules rules(SettingsReader in) {
        Optional<String> file = in.text("rules");
        Optional<String> kept = in.text(RULES_TEXT);
        if (file.isEmpty()) {
            return Rules.none();
        }
        try {
            return Rules.parse(kept.isPresent() ? kept.get() : read(home.resolve(file.get())));
        } catch (IOException | RuntimeException e) {
            in.refuse(
                    "rules",
                    "cannot be used (" + e.getMessage() + ")",
                    "name a file with lines MODULE GROUP read|write CONDITION");
            return Rules.none();
        }
    }

    private static Duration timeout(Words words, String key, Duration otherwise) {
        return words.read(key, from -> {
            Duration duration = from.duration(key, otherwise);
            if (duration.isZero()) {
                from.refuse(key, "must be above zero", "write a length of time, such as 3h, 2d or 1w");
                return otherwise;
            }
            return duration;
        });
    }

    private static EncodingErrors encodingErrors(SettingsReader from) {
        return from.value(
                "encoding-errors",
                EncodingErrors.REPLACE,
                text -> EncodingErrors.of(text).orElseThrow(),
                "is not known here",
                "write replace or iso-8859-1");
    }

    private Optional<Path> folder(SettingsReader from, String key) {
        return from.value(
                key,
                Optional.empty(),
                text -> Optional.of(home.resolve(text).normalize()),
                "is not a path",
                "write the path of a folder, relative to the instance or absolute");
    }

    private static Bounds bounds(SettingsReader in) {
        Bounds otherwise = Bounds.DEFAULT;
        long most = 1L << 40;
        return new Bounds(
                (int) in.bytes("max-request", otherwise.requestBytes(), 1024, 1 << 29),
                in.bytes("request-memory", otherwise.requestMemoryBytes(), 1 << 16, most),
                in.bytes("max-reply", otherwise.replyBytes(), 1 << 16, most),
                in.bytes("reply-memory", otherwise.replyMemoryBytes(), 1 << 16, most),
                in.bytes("result-memory", otherwise.resultMemoryBytes(), 1 << 12, most),
                in.integer("max-contexts", otherwise.contexts(), 1, 10_000_000),
                in.integer("max-handlers", otherwise.handlers(), 1, 10_000_000),
                in.integer("max-handlers-per-context", otherwise.handlersPerContext(), 1, 10_000_000),
                in.integer("max-records", otherwise.records(), 1, 10_000_000),
                in.integer("match-limit", otherwise.matches(), 1, 100_000_000),
                in.integer("max-waiting", otherwise.waiting(), 1, 1_000_000));
    }

    /** A request that is too large must be seen as such before the transport closes the connection without a word. */
    private static EndpointOptions roomFor(Bounds bounds, EndpointOptions options) {
        return options.withMaxUnread(Math.max(options.maxUnread(), bounds.requestBytes() + UNREAD_MARGIN));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
