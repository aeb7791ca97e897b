package io.fairlead.imu.settings;

import io.fairlead.imu.access.LoginRules;
import io.fairlead.imu.rules.Rules;
import io.fairlead.imu.stream.EncodingErrors;
import io.fairlead.transport.EndpointOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that one IMu server is told, the user's {@code imuserver.conf} included.
 *
 * @param file the user's own file, as it was written; nothing where there is none
 * @param mainPort {@code main-port}: shared by all processes
 * @param reconnectPort {@code reconnect-port}: the first to try for the processes' own ports
 * @param processCount {@code process-count}
 * @param serverPool {@code server-pool}: how many requests work on the database at the same time
 * @param main options of the main port
 * @param reconnect options of the reconnection ports
 * @param contextTimeout {@code context-timeout}: a context that is not used so long is forgotten
 * @param handlerTimeout {@code handler-timeout}: the same for a handler
 * @param queryTimeout {@code query-timeout}: how long one request may work on the database
 * @param allowUpdates {@code allow-updates}
 * @param visibility {@code visibility}: what default access sees
 * @param visibilityWhenAuthenticated {@code visibility-when-authenticated}
 * @param lookupListVisibility {@code lookup-list-visibility}
 * @param language {@code language}: where a request names none
 * @param encodingErrors {@code encoding-errors}: what becomes of bytes that are not UTF-8
 * @param catalogue {@code catalogue}: the name of the catalogue to serve; nothing: the one that is there
 * @param restorePath {@code restore-path}: the folder below which restoreFromFile may read; nothing: none
 * @param tempPath {@code temp-path}: the folder below which restoreFromTemp may read; nothing: none
 * @param pipelinePause {@code pipeline-pause}: before a request is answered that was waiting when the last reply went
 * @param logins who may log in, and how many
 * @param rules which groups may read and change which records
 * @param bounds what clients may make the server hold
 * @param media how multimedia files are kept and made
 * @param operation what operators are given
 * @param notices settings that were accepted and have no effect, each with the reason
 */
public record ImuSettings(
        Optional<String> file,
        int mainPort,
        int reconnectPort,
        int processCount,
        int serverPool,
        EndpointOptions main,
        EndpointOptions reconnect,
        Duration contextTimeout,
        Duration handlerTimeout,
        Duration queryTimeout,
        AllowUpdates allowUpdates,
        Visibility visibility,
        Visibility visibilityWhenAuthenticated,
        ListVisibility lookupListVisibility,
        String language,
        EncodingErrors encodingErrors,
        Optional<String> catalogue,
        Optional<Path> restorePath,
        Optional<Path> tempPath,
        Duration pipelinePause,
        LoginRules logins,
        Rules rules,
        Bounds bounds,
        Media media,
        Operation operation,
        List<String> notices) {
    public ImuSettings {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(main, "main");
        Objects.requireNonNull(reconnect, "reconnect");
        notices = List.copyOf(notices);
    }
}
