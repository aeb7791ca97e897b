package io.fairlead.imu.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginLimitTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicLong nowNs = new AtomicLong();
    private final LoginLimit limit = new LoginLimit(nowNs::get);

    private boolean allows(String user, String address) {
        return limit.allows(user, address, 3, MINUTE);
    }

    private void fail(String user, String address, int times) {
        for (int i = 0; i < times; i++) {
            limit.failed(user, address, MINUTE);
        }
    }

    @Test
    void shouldRefuseAUserFromAnAddressAfterSoManyFailuresUntilTheTimeIsOver() {
        fail("anna", "10.0.0.1", 2);
        assertThat(allows("anna", "10.0.0.1")).isTrue();
        fail("anna", "10.0.0.1", 1);

        assertThat(allows("anna", "10.0.0.1")).isFalse();
        assertThat(allows("anna", "10.0.0.2")).isTrue();
        assertThat(allows("bob", "10.0.0.1")).isTrue();
        nowNs.addAndGet(MINUTE.toNanos() + 1);
        assertThat(allows("anna", "10.0.0.1")).isTrue();
        fail("anna", "10.0.0.1", 1);
        assertThat(allows("anna", "10.0.0.1")).isTrue();
    }

    @Test
    void shouldForgetAUsersFailuresAfterASuccess() {
        fail("anna", "10.0.0.1", 2);
        limit.succeeded("anna", "10.0.0.1");
        fail("anna", "10.0.0.1", 2);

        assertThat(allows("anna", "10.0.0.1")).isTrue();
    }

    @Test
    void shouldRefuseAnAddressThatTriesManyUsers() {
        for (int user = 0; user < 30; user++) {
            assertThat(allows("user" + user, "10.0.0.1")).isTrue();
            fail("user" + user, "10.0.0.1", 1);
        }

        assertThat(allows("anna", "10.0.0.1")).isFalse();
        assertThat(allows("anna", "10.0.0.2")).isTrue();
    }
}
