package io.fairlead.dispatcher.check;

import io.fairlead.dispatcher.registry.ServerEntry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Runs a check script; it is killed when it takes too long. */
final class Script {
    private static final int FIRST = -1;

    private final Path home;

    Script(Path home) {
        this.home = home;
    }

    /**
     * Runs it.
     *
     * @param server what is checked: the arguments are its service and host:port
     * @param lastExit the code of the run before, negative: there was none
     * @param repetition how many runs in a row had that code
     * @param since seconds since the run before
     * @param limit how long it may take
     * @return its exit code
     */
    CompletionStage<Integer> run(ServerEntry server, int lastExit, int repetition, long since, Duration limit) {
        List<String> command = new ArrayList<>(List.of(
                home.resolve(server.check().target()).toString(),
                server.service(),
                server.descriptor().host() + ":" + server.descriptor().port()));
        if (lastExit != FIRST) {
            command.addAll(List.of(String.valueOf(lastExit), String.valueOf(repetition), String.valueOf(since)));
        }
        try {
            Process process = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.onExit()
                    .thenApply(Process::exitValue)
                    .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((code, late) -> process.destroyForcibly());
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
