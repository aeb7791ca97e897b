package io.fairlead.services;

import io.fairlead.service.NamedService;
import io.fairlead.service.Reply;
import io.fairlead.service.ServiceCall;
import org.osgi.service.component.annotations.Component;

/** ECHO: answers what it is asked, for trying. */
@Component(property = {NamedService.NAME + "=ECHO", NamedService.BLOCKING + "=false"})
public final class EchoService implements NamedService {
    @Override
    public void serve(ServiceCall call) {
        call.reply(Reply.of(call.request().data()));
    }
}
