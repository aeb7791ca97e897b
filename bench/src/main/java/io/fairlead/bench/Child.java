package io.fairlead.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that is measured: its start, its processor time and its memory. */
public final class Child implements AutoCloseable {
    private static final double TICKS_PER_SECOND = 100;

    private final Process process;
    private final BufferedReader output;
    private final long startedNs;

    private Child(Process process, long startedNs) {
        this.process = process;
        this.startedNs = startedNs;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a class of this program in a JVM of its own, on the first core. */
    public static Child java(Class<?> main, List<String> options, String... arguments) throws IOException {
        return java(pin(0), main, options, arguments);
    }

    /** Starts a class of this program in a JVM of its own, on any core. */
    public static Child unpinned(Class<?> main, List<String> options, String... arguments) throws IOException {
        return java(List.of(), main, options, arguments);
    }

    private static Child java(List<String> prefix, Class<?> main, List<String> options, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(javaCommand(), "-cp", System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return start(command);
    }

    /** Starts a command. */
    public static Child start(List<String> command) throws IOException {
        long startedNs = System.nanoTime();
        return new Child(
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start(),
                startedNs);
    }

    static String javaCommand() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static List<String> pin(int core) {
        boolean can = Files.isExecutable(Path.of("/usr/bin/taskset"))
                && Files.isDirectory(Path.of("/sys/devices/system/cpu/cpu1"));
        return can ? List.of("/usr/bin/taskset", "-c", String.valueOf(core)) : List.of();
    }

    /** Writes a line to its input. */
    public void say(String line) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    /** Waits for the first line that has {@code word}, and returns it. */
    public String await(String word) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(word)) {
                return line;
            }
        }
        throw new IOException("the process ended before it printed " + word);
    }

    /** Returns its number in the system. */
    public long pid() {
        return process.pid();
    }

    /** Returns how many processes it has started that still run. */
    public long descendants() {
        return process.descendants().count();
    }

    /** Returns milliseconds since it was started. */
    double ageMillis() {
        return (System.nanoTime() - startedNs) / 1e6;
    }

    /** Returns the processor time that it has used, in seconds; with that of the children that it has waited for. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** Returns the resident memory of the process and of what it started, in MiB. */
    public double residentMiB() throws IOException {
        double own = residentMiB(process.pid());
        return own
                + process.descendants()
                        .mapToDouble(each -> residentMiB(each.pid()))
                        .sum();
    }

    private static double residentMiB(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .sum();
        } catch (IOException ended) {
            return 0;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
