package io.fairlead.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscapeTest {
    @Test
    void shouldLeaveOrdinaryTextAlone() {
        assertThat(Escape.line("Turner, J. M. W. — “Norham”\t€ 东")).isEqualTo("Turner, J. M. W. — “Norham”\t€ 东");
    }

    @Test
    void shouldEscapeWhatCouldForgeALineOrDriveATerminal() {
        assertThat(Escape.line("a\r\nINFO b\u001b[2J\u0007\u007f\u009b\u2028\u202e\u0000"))
                .isEqualTo("a\\r\\nINFO b\\u001b[2J\\u0007\\u007f\\u009b\\u2028\\u202e\\u0000");
    }
}
