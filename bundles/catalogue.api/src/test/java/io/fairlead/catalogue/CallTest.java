package io.fairlead.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallTest {
    private final List<String> done = new ArrayList<>();

    @Test
    void shouldRunWhatWaitsForTheEndOnce() {
        Call call = Call.within(Duration.ofSeconds(1));
        Call.Registration first = call.onCancel(() -> done.add("first"));
        Call.Registration second = call.onCancel(() -> done.add("second"));
        first.close();

        call.cancel();
        call.cancel();
        second.close();

        assertThat(done).containsExactly("second");
        assertThat(call.isCancelled()).isTrue();
    }

    @Test
    void shouldRunAtOnceWhatComesAfterTheEnd() {
        Call call = Call.within(Duration.ofSeconds(1));
        call.cancel();

        call.onCancel(() -> done.add("late")).close();

        assertThat(done).containsExactly("late");
    }

    @Test
    void shouldRefuseNoTime() {
        assertThatThrownBy(() -> Call.within(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
