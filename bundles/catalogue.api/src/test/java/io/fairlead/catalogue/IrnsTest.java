package io.fairlead.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class IrnsTest {
    @Test
    void shouldKeepItsOrder() {
        assertThat(Irns.of(7, 3, 7, 0).toArray()).containsExactly(7, 3, 7, 0);
        assertThat(Irns.of(7, 3, 7, 0).at(1)).isEqualTo(3);
    }

    @Test
    void shouldComeBackFromItsBytes() {
        Irns irns = Irns.of(1, -2, Integer.MAX_VALUE);

        assertThat(Irns.over(irns.bytes())).isEqualTo(irns).hasSameHashCodeAs(irns);
        assertThat(irns.bytes().isReadOnly()).isTrue();
        assertThat(irns.bytes().remaining()).isEqualTo(12);
    }

    @Test
    void shouldRefuseHalfAnIrn() {
        ByteBuffer bytes = ByteBuffer.allocate(6);

        assertThatThrownBy(() -> Irns.over(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("6 bytes");
    }

    @Test
    void shouldCutAPart() {
        Irns part = Irns.of(1, 2, 3, 4, 5).slice(1, 3);

        assertThat(part.toArray()).containsExactly(2, 3, 4);
        assertThat(part.slice(2, 1)).isEqualTo(Irns.of(4));
        assertThat(part.slice(3, 0)).isEqualTo(Irns.none());
        assertThatThrownBy(() -> part.slice(2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> part.at(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void shouldShowAtMostTen() {
        assertThat(Irns.of(1, 2)).hasToString("[1, 2]");
        assertThat(Irns.of(new int[12])).hasToString("[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, … of 12]");
    }
}
