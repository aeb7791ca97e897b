package io.fairlead.itest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An instance in a home of its own, started and stopped by the script as an operator does it, on a loopback address of
 * its own, so that its fixed ports are free.
 */
final class RunningInstance implements AutoCloseable {
    private static final int LIMIT_SECONDS = 90;

    private final Path home;
    private final String address;
    private final List<String> lines = new ArrayList<>();
    private Process process;

    private RunningInstance(Path home, String address) {
        this.home = home;
        this.address = address;
    }

    /** Makes a home with the default settings, bound to {@code address}; it is not started yet. */
    static RunningInstance at(String address) throws IOException {
        RunningInstance instance = new RunningInstance(Files.createTempDirectory("fairlead-home"), address);
        Path etc = Files.createDirectory(instance.home.resolve("etc"));
        try (Stream<Path> defaults = Files.list(Feature.root().resolve("cnf/etc"))) {
            for (Path file : defaults.toList()) {
                Files.copy(file, etc.resolve(file.getFileName()));
            }
        }
        instance.set("io.fairlead.transport.cfg", "host", address);
        return instance;
    }

    Path home() {
        return home;
    }

    String address() {
        return address;
    }

    /** Sets one setting in a file of {@code etc/}, in place of a line of that key. */
    RunningInstance set(String file, String key, String value) throws IOException {
        Path path = home.resolve("etc").resolve(file);
        List<String> kept = Files.readAllLines(path).stream()
                .filter(line -> !line.strip().matches(Pattern.quote(key) + "\\s*[=:].*"))
                .toList();
        Path fresh = home.resolve(file + ".new");
        Files.writeString(fresh, String.join("\n", kept) + "\n" + key + " = " + value + "\n");
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return this;
    }

    /** Starts it and waits for the ready line. */
    RunningInstance start(String... environment) throws Exception {
        process = launch(environment);
        LinkedBlockingQueue<String> output = follow(process);
        String line;
        do {
            line = output.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (line == null || (line.isEmpty() && !process.isAlive())) {
                throw new IllegalStateException("no ready line; it printed " + lines);
            }
            lines.add(line);
        } while (!line.contains(" ready in "));
        return this;
    }

    /** Starts what is expected to fail; returns its exit code and all that it printed. */
    String startAndFail() throws Exception {
        Process failing = launch();
        String text = new String(failing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!failing.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            failing.destroyForcibly();
            throw new IllegalStateException("it neither started nor failed: " + text);
        }
        return failing.exitValue() + " " + text;
    }

    /** Returns what was printed up to the ready line. */
    List<String> lines() {
        return lines;
    }

    /** Runs a shell command by {@code ./fairlead exec}; returns its exit code and what it printed. */
    String exec(String command) throws Exception {
        Process exec = new ProcessBuilder(script(), "exec", "--home", home.toString(), command)
                .redirectErrorStream(true)
                .start();
        exec.getOutputStream().close();
        String text = new String(exec.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        exec.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        return exec.exitValue() + " " + text;
    }

    /** Ends it with SIGTERM; returns the exit code. */
    int stop() {
        process.destroy();
        try {
            return process.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS).exitValue();
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IllegalStateException("SIGTERM did not end it", e);
        }
    }

    /** Returns the first port of a row of the ready table whose label ends so, such as {@code imu~demo/main}. */
    int port(String label) {
        Pattern row = Pattern.compile("\\s*" + Pattern.quote(label) + "\\s.*?:(\\d+)\\b.*");
        return Arrays.stream(String.join("\n", lines).split("\n", -1))
                .map(row::matcher)
                .filter(Matcher::matches)
                .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + label + " in " + lines));
    }

    @Override
    public void close() throws IOException {
        if (process != null && process.isAlive()) {
            stop();
        }
        try (Stream<Path> all = Files.walk(home)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private Process launch(String... environment) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(script(), "run", "--home", home.toString()).redirectErrorStream(true);
        for (int i = 0; i < environment.length; i += 2) {
            builder.environment().put(environment[i], environment[i + 1]);
        }
        Process started = builder.start();
        started.getOutputStream().close();
        return started;
    }

    private static LinkedBlockingQueue<String> follow(Process process) {
        LinkedBlockingQueue<String> output = new LinkedBlockingQueue<>();
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader in = new BufferedReader(
                            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                        in.lines().forEach(output::add);
                    } catch (IOException ended) {
                        output.add("");
                    }
                    output.add("");
                },
                "output of the instance");
        reader.setDaemon(true);
        reader.start();
        return output;
    }

    private static String script() {
        return Feature.root().resolve("fairlead").toString();
    }
}
