package io.fairlead.imu.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatermarkRuleTest {
    private static final Path HOME = Path.of("/home");

    private static WatermarkRule rule(String entry) {
        return WatermarkRule.parse(entry, HOME);
    }

    @Test
    void shouldReadTheDocumentsFirstExample() {
        WatermarkRule rule = rule("image:~/etc/images/watermark.jpg:3.5%:ne:0.1:3m-px");

        assertThat(rule)
                .returns(Path.of(System.getProperty("user.home"), "etc/images/watermark.jpg"), WatermarkRule::file)
                .returns(0.1, WatermarkRule::opacity);
        assertThat(rule.isFor(3_000_000, 1)).isTrue();
        assertThat(rule.isFor(2_999_999, 1 << 30)).isFalse();
        assertThat(new int[] {rule.left(1000, 100), rule.top(500, 50)}).containsExactly(900, 0);
        int[] size = rule.size(2000, 1000, 100, 100);
        assertThat((long) size[0] * size[1]).isBetween(68_000L, 72_000L);
    }

    @Test
    void shouldReadTheDocumentsSecondExample() {
        WatermarkRule rule = rule("image:/tmp/wm.png:100x100:sw:80%:40k-400kb");

        assertThat(rule.opacity()).isEqualTo(0.8);
        assertThat(rule.size(2000, 1000, 10, 10)).containsExactly(100, 100);
        assertThat(rule.size(50, 60, 10, 10)).containsExactly(50, 60);
        assertThat(new int[] {rule.left(1000, 100), rule.top(500, 50)}).containsExactly(0, 450);
        assertThat(rule.isFor(1, 40_000)).isTrue();
        assertThat(rule.isFor(1, 400_001)).isFalse();
    }

    @Test
    void shouldUseTheDocumentsDefaults() {
        WatermarkRule rule = rule("image:etc/mark.png");

        assertThat(rule)
                .returns(HOME.resolve("etc/mark.png"), WatermarkRule::file)
                .returns(0.2, WatermarkRule::opacity)
                .returns("c", WatermarkRule::position);
        assertThat(rule.size(2000, 1000, 10, 20)).containsExactly(10, 20);
        assertThat(rule.isFor(1, 1)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-20kib,1,20480,true", "-20kib,1,20481,false", "40mi-px,41943040,1,true", "40mi-px,41943039,1,false"})
    void shouldSelectBySizeAsTheDocumentsSay(String selector, long pixels, long bytes, boolean expected) {
        assertThat(rule("image:a:::: ".strip() + selector).isFor(pixels, bytes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "text:a, is not image",
        "image, is not image",
        "image:a:big, has a size",
        "image:a::middle, has a position",
        "image:a:::2, has an opacity",
        "image:a:::x, has an opacity",
        "image:a::::some, has a selector"
    })
    void shouldSayWhatIsWrong(String entry, String message) {
        assertThatThrownBy(() -> rule(entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
