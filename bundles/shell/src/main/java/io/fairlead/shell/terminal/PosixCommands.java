package io.fairlead.shell.terminal;

import org.apache.felix.gogo.jline.Posix;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Filters for the output of other commands, such as {@code lb | grep fairlead}; made when the first is called. */
@Component(
        service = PosixCommands.class,
        property = {
            "osgi.command.scope=gogo",
            "osgi.command.function=cat",
            "osgi.command.function=echo",
            "osgi.command.function=grep",
            "osgi.command.function=sort",
            "osgi.command.function=head",
            "osgi.command.function=tail",
            "osgi.command.function=wc",
            "osgi.command.function=date",
            "osgi.command.function=sleep",
            "osgi.command.function=less",
            "osgi.command.function=clear",
            "osgi.command.function=watch"
        })
public final class PosixCommands extends Posix {
    /** @param processor runs what a filter calls itself */
    @Activate
    public PosixCommands(@Reference CommandProcessor processor) {
        super(processor);
    }
}
