package io.fairlead.gateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CN=CLI1,O=Bank,C=KR | CLI1",
                "O=Bank,CN=CLI2 | CLI2",
                "CN=with\\, comma,O=Bank | with, comma",
                "CN=only | only"
            })
    void shouldTakeTheCommonNameOfACertificateAsTheId(String subject, String id) {
        assertThat(Admission.commonName(subject)).contains(id);
    }

    @Test
    void shouldFindNoIdWithoutACommonName() {
        assertThat(Admission.commonName("O=CN,OU=XCN=no")).isEmpty();
    }
}
