package io.fairlead.shell.command;

import io.fairlead.deployer.api.DeployedEntry;
import io.fairlead.deployer.api.Deployer;
import io.fairlead.deployer.api.DeployerException;
import io.fairlead.deployer.api.FileEntry;
import io.fairlead.deployer.api.LeakEntry;
import io.fairlead.deployer.api.SwapEntry;
import io.fairlead.deployer.api.SwapEntry.Way;
import io.fairlead.shell.CommandFailure;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Replacing bundles: what was done, and doing it. */
@Component(
        service = SwapCommands.class,
        property = {
            "osgi.command.scope=fairlead",
            "osgi.command.function=swaps",
            "osgi.command.function=swap",
            "osgi.command.function=rollback",
            "osgi.command.function=deployed",
            "osgi.command.function=leaks"
        })
public final class SwapCommands {
    private static final String FORCE = "--force";
    private static final int DIGITS = 12;
    private static final Usage SWAPS = new Usage("fairlead:swaps", """
            Shows the last swaps, also those before the last start: the versions, how it was done, how many
            connections were handed over, how long the slowest of them waited, and the outcome. live: the new
            version was started beside the old one and took the connections over. restart: stop, update and
            start, for a bundle that binds no endpoints. install: there was no such bundle before.
            """, 0, 0);
    private static final Usage SWAP = new Usage("fairlead:swap FILE [--force]", """
            Puts a jar in place of the running bundle of its symbolic name, as deploy/ does. FILE is a path,
            whole or from the instance's folder on, such as deploy/imu.jar. With --force, work that has not
            ended at swap-limit is answered with the protocol's own error instead of keeping the old version.
            """, 1, 1);
    private static final Usage ROLLBACK = new Usage("fairlead:rollback BUNDLE [--force]", """
            Puts the jar that ran before in place of the one that runs, in the same way as any other; once
            more brings the present one back. --force is that of fairlead:swap.
            """, 1, 1);
    private static final Usage DEPLOYED = new Usage("fairlead:deployed", """
            Shows the bundles that run in place of the base's, until a newer base comes, with the version that
            fairlead:rollback would bring; and what lies in deploy/ and what became of it.
            """, 0, 0);

    private static final Usage LEAKS = new Usage("fairlead:leaks", """
            Asks for a collection of the heap, then shows the code of replaced bundles that is still in memory
            and what can be seen to hold it. Each collection stops all work for some milliseconds.
            """, 0, 0);

    private final List<Deployer> deployers;

    /** @param deployers the deployer, if it runs */
    @Activate
    public SwapCommands(
            @Reference(cardinality = ReferenceCardinality.MULTIPLE, policyOption = ReferencePolicyOption.GREEDY)
                    List<Deployer> deployers) {
        this.deployers = deployers;
    }

    /** Shows the last swaps. */
    public String swaps(String[] words) {
        return SWAPS.run(words, none -> {
            List<SwapEntry> swaps = ask(Deployer::swaps);
            Table table = new Table("TIME", "BUNDLE", "FROM", "TO", "HOW", "MOVED", "PAUSE", "OUTCOME");
            swaps.forEach(each -> table.row(
                    each.time().truncatedTo(ChronoUnit.SECONDS),
                    Figures.brief(each.bundle()),
                    each.from().isEmpty() ? "-" : each.from(),
                    each.to(),
                    each.way().word(),
                    each.way() == Way.LIVE ? each.connections() : "-",
                    each.pause(),
                    each.outcome()));
            return swaps.isEmpty() ? "Nothing was swapped yet.\n" : table.toString();
        });
    }

    /** Swaps a jar in. */
    public String swap(String[] words) {
        return SWAP.run(
                withoutForce(words),
                given -> done(ask(deployer -> deployer.swap(Path.of(given.get(0)), isForced(words)))));
    }

    /** Goes back to the jar before. */
    public String rollback(String[] words) {
        return ROLLBACK.run(
                withoutForce(words), given -> done(ask(deployer -> deployer.rollback(given.get(0), isForced(words)))));
    }

    /** Shows what was deployed, and what lies there. */
    public String deployed(String[] words) {
        return DEPLOYED.run(words, none -> {
            List<DeployedEntry> deployed = ask(Deployer::deployed);
            Table bundles = new Table("BUNDLE", "VERSION", "SHA-256", "SINCE", "PREVIOUS", "FROM");
            deployed.forEach(each -> bundles.row(
                    each.bundle(),
                    each.version(),
                    each.digest().substring(0, Math.min(DIGITS, each.digest().length())),
                    each.time().isEmpty() ? "-" : each.time(),
                    each.previous().isEmpty() ? "-" : each.previous(),
                    each.source()));
            List<FileEntry> files = ask(Deployer::files);
            Table folder = new Table("FILE", "STATE", "MESSAGE");
            files.forEach(each ->
                    folder.row("deploy/" + each.name(), each.state().name().toLowerCase(Locale.ROOT), each.message()));
            return (deployed.isEmpty() ? "Nothing was deployed; every bundle is the base's.\n" : bundles.toString())
                    + (files.isEmpty() ? "" : "\n" + folder);
        });
    }

    /** Shows what stays in memory. */
    public String leaks(String[] words) {
        return LEAKS.run(words, none -> {
            List<LeakEntry> leaks = ask(Deployer::leaks);
            Table table = new Table("BUNDLE", "VERSION", "REPLACED", "HELD BY");
            leaks.forEach(each -> table.row(
                    Figures.brief(each.bundle()),
                    each.version(),
                    each.retired().truncatedTo(ChronoUnit.SECONDS),
                    each.holders().isEmpty()
                            ? "nothing that can be seen from outside"
                            : String.join("; ", each.holders())));
            return leaks.isEmpty() ? "All code that was replaced has left memory.\n" : table.toString();
        });
    }

    private static String done(SwapEntry entry) {
        return entry.bundle() + " " + entry.to() + " serves in place of " + entry.from()
                + (entry.way() == Way.LIVE
                        ? "; " + entry.connections() + " handed over, the longest pause " + entry.pause() + ".\n"
                        : "; it was stopped, updated and started.\n");
    }

    private static boolean isForced(String[] words) {
        return List.of(words).contains(FORCE);
    }

    private static String[] withoutForce(String[] words) {
        return Arrays.stream(words).filter(word -> !word.equals(FORCE)).toArray(String[]::new);
    }

    private <T> T ask(Function<Deployer, T> question) {
        if (deployers.isEmpty()) {
            throw new CommandFailure(
                    "The deployer does not run, so nothing can be swapped; fairlead:why io.fairlead.deployer says why.");
        }
        try {
            return question.apply(deployers.get(0));
        } catch (DeployerException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }
}
