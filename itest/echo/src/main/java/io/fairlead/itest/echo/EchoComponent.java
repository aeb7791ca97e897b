package io.fairlead.itest.echo;

import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import io.fairlead.platform.settings.LastGood;
import io.fairlead.transport.Binding;
import io.fairlead.transport.Transport;
import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.service.component.ComponentConstants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * One echo for each file {@code etc/io.fairlead.echo-NAME.cfg}. Changed settings reach the echo that serves; a stopped
 * bundle leaves its connections to the next.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = EchoSettings.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = EchoConfig.class, factory = true)
public final class EchoComponent {
    private final LastGood lastGood;
    private final Part part;
    private final Echo echo;
    private final Binding binding;

    /**
     * @param transport owns the sockets
     * @param lastGood reads the settings
     * @param parts where operators look
     * @param properties the settings
     */
    @Activate
    public EchoComponent(
            @Reference Transport transport,
            @Reference LastGood lastGood,
            @Reference Parts parts,
            Map<String, Object> properties) {
        String pid = String.valueOf(properties.get(Constants.SERVICE_PID));
        this.lastGood = lastGood;
        this.part = parts.part(pid);
        EchoSettings settings = lastGood.accept(pid, properties, EchoSettings::parse);
        this.echo = new Echo(settings);
        try {
            this.binding = transport.bind(settings.group(pid), echo);
        } catch (RuntimeException e) {
            part.failed(String.valueOf(e.getMessage()));
            throw e;
        }
        part.up();
    }

    @Modified
    void modified(Map<String, Object> properties) {
        EchoSettings settings = lastGood.accept(part.name(), properties, EchoSettings::parse);
        try {
            binding.update(settings.group(part.name()));
            echo.update(settings);
            part.clear("endpoints");
        } catch (RuntimeException e) {
            part.warn("endpoints", e.getMessage() + " The echo goes on as it was.");
        }
    }

    @Deactivate
    void deactivate(int reason) {
        binding.deactivate(reason);
        if (reason == ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED) {
            part.gone();
        }
    }
}
