package io.fairlead.imu.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.imu.access.Licences;
import io.fairlead.imu.call.Id;
import io.fairlead.imu.call.StateWriter;
import io.fairlead.transport.SessionState;
import io.fairlead.transport.StateRefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupStateTest {
    private static final Id CONTEXT = new Id(1, 2);
    private static final Licences.Holder EMU =
            new Licences.Holder("emu", "admin", "10.0.0.1", Instant.parse("2026-07-08T09:10:11Z"));

    private static Tables tables() {
        return new Tables(() -> 1000, () -> CONTEXT, new Counters());
    }

    @Test
    void shouldReadTheStateOfCodeThatKnewNoLogIns() {
        StateWriter out = new StateWriter();
        out.number(1);
        out.id(CONTEXT);
        out.number(300);
        out.number(0);
        Tables tables = tables();

        GroupState.load(out.state("imu.group", 1), tables, List.of(), 1000);

        assertThat(tables.known(CONTEXT)).hasValueSatisfying(context -> {
            assertThat(context.lastUsedNs).isEqualTo(700);
            assertThat(context.login()).isEmpty();
        });
        assertThat(tables.licences().logins()).isEmpty();
    }

    @Test
    void shouldReadWhoIsLoggedInAndHoldTheLicence() {
        Tables before = tables();
        ImuContext context = before.context(Optional.empty(), Optional.empty());
        before.login(context, EMU);
        Tables after = tables();

        GroupState.load(GroupState.save(before, 1000), after, List.of(), 1000);

        assertThat(after.known(CONTEXT).orElseThrow().login()).contains(EMU);
        assertThat(after.licences().logins()).containsEntry(CONTEXT, EMU).hasSize(1);
    }

    @Test
    void shouldRefuseTheStateOfCodeThatIsNotKnownYet() {
        SessionState later = new StateWriter().state("imu.group", 3);

        assertThatThrownBy(() -> GroupState.load(later, tables(), List.of(), 0))
                .isInstanceOf(StateRefusedException.class)
                .hasMessage("the state is imu.group version 3, and this version reads imu.group version 1 to 2 only");
    }
}
