package io.fairlead.rdp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void shouldReadKeysWithoutRegardToCaseAndValuesOfEveryForm() {
        Table table = Table.parse(" {Freq=1e5, name = \"a, \\\"b\\\" \"\"c\"\"\" ,SUB={X=1,Y=?}, empty=} ");
        assertThat(table.text("FREQ")).contains("1e5");
        assertThat(table.number("freq")).contains(100_000.0);
        assertThat(table.text("name")).contains("a, \"b\" \"c\"");
        assertThat(table.entries().get("SUB")).isEqualTo(Table.parse("{Y=?,X=1}"));
        assertThat(table.text("EMPTY")).contains("");
        assertThat(Table.parse(table.toString())).isEqualTo(table);
    }

    @Test
    void shouldLetTheLastOfEqualKeysWin() {
        assertThat(Table.parse("{A=1,a=2}").text("A")).contains("2");
    }

    @Test
    void shouldSayWhereATableIsWrong() {
        assertThatThrownBy(() -> Table.parse("{A}")).hasMessageContaining("'=' behind the key");
        assertThatThrownBy(() -> Table.parse("{A=1")).hasMessageContaining("character 5");
        assertThatThrownBy(() -> Table.parse("{A=\"1}")).hasMessageContaining("closing quote");
        assertThatThrownBy(() -> Table.parse("{A=1} x")).hasMessageContaining("the end");
        assertThatThrownBy(() -> Table.parse("{a=".repeat(9) + "1" + "}".repeat(9)))
                .hasMessageContaining("deeper");
        assertThatThrownBy(() -> Table.parse("{A=x}").number("A")).hasMessageContaining("A is no number: x");
    }

    @Test
    void shouldReadNumbersWithMidasSuffixes() {
        assertThat(Table.parse("{A=2k,B=1.5M,C=-3,D=1D3}").number("A")).contains(2000.0);
        assertThat(Table.parse("{B=1.5M}").number("B")).contains(1_500_000.0);
        assertThat(Table.parse("{D=1D3}").number("D")).contains(1000.0);
    }

    @Test
    void shouldReadATableInFrontOfOtherBytes() {
        ByteBuffer data = ByteBuffer.wrap("{NAME=\"ä}\"}rest".getBytes(StandardCharsets.UTF_8));
        assertThat(TableReader.front(data).text("NAME")).contains("ä}");
        assertThat(data.remaining()).isEqualTo(4);
    }
}
