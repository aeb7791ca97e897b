package io.fairlead.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The program's entry; {@link Options} has its words, {@link ExitCode} what it answers. */
public final class Main {
    private Main() {}

    /** Does what the command line says, and ends the process with an {@link ExitCode}. */
    public static void main(String[] arguments) {
        PrintStream out = stream(FileDescriptor.out);
        PrintStream errors = stream(FileDescriptor.err);
        ExitStatus status;
        try {
            status = run(Options.parse(List.of(arguments)), out, errors);
        } catch (LaunchException e) {
            errors.println("fairlead: " + e.sentence());
            status = ExitStatus.of(e.exitCode());
        } catch (InterruptedException | IOException e) {
            errors.println("fairlead: " + Causes.sentence(e));
            status = ExitStatus.of(ExitCode.INTERNAL);
        }
        out.flush();
        System.exit(status.number());
    }

    private static ExitStatus run(Options options, PrintStream out, PrintStream errors)
            throws InterruptedException, IOException {
        return switch (options.command()) {
            case RUN ->
                ExitStatus.of(new RunCommand(out, errors).run(options, System.getenv(), System.getProperties()));
            case EXEC -> ClientCommand.exec(options.home(), String.join(" ", options.words()), out, errors);
            case SHELL -> ClientCommand.shell(options.home(), System.in, out, errors);
        };
    }

    private static PrintStream stream(FileDescriptor to) {
        return new PrintStream(new FileOutputStream(to), true, StandardCharsets.UTF_8);
    }
}
