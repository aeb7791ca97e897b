package io.fairlead.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.platform.settings.Problem;
import io.fairlead.platform.settings.SettingsReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndpointOptionsTest {
    @Test
    void shouldLetTheRolesOwnWordWin() {
        SettingsReader in = new SettingsReader(Map.of(
                "idle-timeout", "5m",
                "main.idle-timeout", "1m",
                "allow", "10.0.0.0/8, ::1",
                "main.max-unread", "16m"));

        EndpointOptions main = EndpointOptions.read(in, "main", EndpointOptions.DEFAULT);
        EndpointOptions admin = EndpointOptions.read(in, "admin", EndpointOptions.DEFAULT);

        assertThat(main.idleTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(admin.idleTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(main.allow()).contains(List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("::1")));
        assertThat(main.maxUnread()).isEqualTo(16 << 20);
        assertThat(admin.maxUnread()).isEqualTo(1 << 20);
        assertThat(in.problems()).isEmpty();
        assertThat(in.unread()).isEmpty();
    }

    @Test
    void shouldRefuseHalfOfATlsSetting() {
        SettingsReader in = new SettingsReader(Map.of(
                "main.tls.certificate", "etc/cert.pem", "tls.client-certificate", "needed", "tls.protocols", "SSLv3"));

        EndpointOptions.read(in, "main", EndpointOptions.DEFAULT);

        assertThat(in.problems().stream().map(Problem::key)).containsExactly("tls.protocols", "tls.key", "tls.trust");
    }

    @Test
    void shouldNameAWrongBlockAndItsCure() {
        SettingsReader in = new SettingsReader(Map.of("allow", "10.0.0.0/8, localhost"));

        EndpointOptions.read(in, "main", EndpointOptions.DEFAULT);

        assertThat(in.problems().stream().map(Problem::sentence))
                .containsExactly("allow = 10.0.0.0/8, localhost: localhost is no block of addresses;"
                        + " write addresses such as 10.0.0.0/8, ::1 or all");
    }
}
