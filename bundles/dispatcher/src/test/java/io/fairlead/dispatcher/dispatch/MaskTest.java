package io.fairlead.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {
    @ParameterizedTest
    @CsvSource({
        "Alpha,alpha,true",
        "Alpha,alphaTwo,false",
        "Alpha*,alphaTwo,true",
        "*,anything,true",
        "*two,alphaTwo,true",
        "a*t?o,alphaTwo,true",
        "a*t?o,alphaTo,false",
        "[ab]lpha,Beta,false",
        "[a-c]*,Beta,true",
        "[!a-c]*,Beta,false",
        "[!a-c]*,Delta,true",
        "[,[,true",
        "a*b*c,aXbXbXc,true",
        "a*b*c,aXbXbX,false",
    })
    void shouldFitWholeNamesWithoutRegardToCase(String mask, String name, boolean fits) {
        assertThat(new Mask(mask).fits(name)).isEqualTo(fits);
    }
}
