package io.fairlead.catalogue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldTest {
    @ParameterizedTest
    @CsvSource({
        "Straße, strasse",
        "STRASSE, strasse",
        "Genève, geneve",
        "Å, a",
        "ﬁne, fine",
        "İstanbul, istanbul",
        "ΟΔΥΣΣΕΥΣ, οδυσσευσ",
        "Οδυσσεύς, οδυσσευσ",
        "Ｔａｔｅ, tate",
        "½, 1⁄2",
        "Łódź, łodz",
    })
    void shouldMakeAlikeWhatReadersTakeForTheSame(String text, String folded) {
        assertThat(Fold.fold(text)).isEqualTo(folded);
        assertThat(Fold.fold(folded)).isEqualTo(folded);
    }

    @Test
    void shouldCutWordsAtWhatIsNeitherLetterNorDigit() {
        assertThat(Fold.words("sea-view, no.7 (c)\r\nit’s 日本 a_b"))
                .containsExactly("sea", "view", "no", "7", "c", "it", "s", "日本", "a", "b");
        assertThat(Fold.words("… —")).isEmpty();
        assertThat(Fold.words("𝔘end")).containsExactly("𝔘end");
    }
}
