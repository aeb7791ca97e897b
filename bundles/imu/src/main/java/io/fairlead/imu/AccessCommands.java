package io.fairlead.imu;

import io.fairlead.imu.session.ImuView;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The shell's commands {@code imu:user} and {@code imu:licences}. */
@Component(
        service = AccessCommands.class,
        property = {"osgi.command.scope=imu", "osgi.command.function=user", "osgi.command.function=licences"})
public final class AccessCommands {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int MAX_LINES = 200;

    private final List<ImuServer> servers = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addServer(ImuServer server) {
        servers.add(server);
    }

    void removeServer(ImuServer server) {
        servers.remove(server);
    }

    /**
     * Shows and changes who may log in.
     *
     * @throws IllegalArgumentException with a sentence, where that cannot be done
     */
    public synchronized String user(String... words) {
        return new UserCommands(file()).run(List.of(words));
    }

    private Path file() {
        List<Path> files = servers.stream().map(ImuServer::users).distinct().toList();
        if (files.size() != 1) {
            throw new IllegalArgumentException(
                    files.isEmpty()
                            ? "there is no IMu server"
                            : "the IMu servers have different files of users; give them the same one, or edit "
                                    + files);
        }
        return files.get(0);
    }

    /** Tells who holds each licence, and since when. */
    public String licences() {
        StringBuilder out = new StringBuilder();
        for (ImuServer server : servers) {
            licences(server.pid(), server.view(), out);
        }
        return out.isEmpty() ? "there is no IMu server" : out.substring(0, out.length() - 1);
    }

    static void licences(String pid, ImuView view, StringBuilder out) {
        List<ImuView.LicenceLine> logins = view.licences();
        Optional<Integer> total = view.licenceTotal();
        line(
                out,
                "%s: %d licences held%s",
                pid,
                view.licencesHeld(),
                total.map(most -> " of " + most).orElse(""));
        line(out, "  server pool: %d, from start to stop", view.licencesHeld() - logins.size());
        logins.stream()
                .limit(MAX_LINES)
                .forEach(login -> line(
                        out,
                        "  %s (%s) from %s since %s, context %s",
                        login.user(),
                        login.group(),
                        login.address(),
                        TIME.format(login.since().atZone(ZoneId.systemDefault())),
                        login.context()));
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
