package io.fairlead.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void shouldLeaveNothingThatMovesACursorOrTurnsALine() {
        assertThat(Printable.text("a\u001b[2Jb\r\nc\u202ed\u2028é"))
                .isEqualTo("a\\u001b[2Jb\\u000d\\u000ac\\u202ed\\u2028é");
    }
}
