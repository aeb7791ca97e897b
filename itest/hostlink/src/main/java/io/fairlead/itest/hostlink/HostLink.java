package io.fairlead.itest.hostlink;

import io.fairlead.gateway.api.Conversation;
import io.fairlead.gateway.api.Ending;
import io.fairlead.gateway.api.SessionProgram;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;

/** The program: one object for all conversations, so each has a {@link Link} of its own. */
@Component(property = SessionProgram.NAME + "=hostlink")
public final class HostLink implements SessionProgram {
    @Override
    public Ending run(Conversation conversation) throws IOException, InterruptedException {
        return new Link(conversation).run();
    }
}
