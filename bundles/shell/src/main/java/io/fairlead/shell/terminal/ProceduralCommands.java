package io.fairlead.shell.terminal;

import org.apache.felix.gogo.jline.Procedural;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The words of Gogo's little language, for scripts; made when the first is called. */
@Component(
        service = ProceduralCommands.class,
        property = {
            "osgi.command.scope=gogo",
            "osgi.command.function=each",
            "osgi.command.function=if",
            "osgi.command.function=not",
            "osgi.command.function=throw",
            "osgi.command.function=try",
            "osgi.command.function=until",
            "osgi.command.function=while",
            "osgi.command.function=break",
            "osgi.command.function=continue"
        })
public final class ProceduralCommands extends Procedural {
    /** Made by the component runtime. */
    @Activate
    public ProceduralCommands() {}
}
