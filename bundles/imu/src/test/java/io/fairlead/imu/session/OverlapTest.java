package io.fairlead.imu.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlapTest {
    private final Overlap overlap = new Overlap();

    @Test
    void shouldKnowARequestThatWasWrittenBeforeItsClientHadReadTheReply() {
        assertThat(overlap.isLate(true, Map.of())).isFalse();
        overlap.replied(1000, true);

        assertThat(overlap.isLate(true, Map.of("context", "c"))).isFalse();
        assertThat(overlap.wasSeen()).isFalse();
        assertThat(overlap.isLate(true, Map.of())).isTrue();
        assertThat(overlap.wasSeen()).isTrue();
    }

    @Test
    void shouldNotHoldUpAClientThatNeverSendsAContext() {
        overlap.replied(1000, true);

        assertThat(overlap.isLate(false, Map.of())).isFalse();
        assertThat(overlap.wasSeen()).isFalse();
    }

    @Test
    void shouldWaitLongerAfterALongerReply() {
        overlap.replied(100_000, true);

        assertThat(overlap.pause(Duration.ofMillis(5))).isEqualTo(Duration.ofMillis(25));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\r\n\"method\":\"findKey\"\r\n}', true",
        "'\r\n{\r\n\"method\":\"findKey\"\r\n}', true",
        "'{\r\n\t\"method\" : \"findKey\"\r\n}', false",
        "'{\n        \"name\": \"Module\"}', false",
        "'{\"name\":1}', false",
        "'{', false",
        "'', false"
    })
    void shouldTellTheNodeClientsHand(String request, boolean node) {
        assertThat(Overlap.isNodeStyle(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(node);
    }
}
