package io.fairlead.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

class RuntimeCheckTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ACTIVE | ''",
                "SATISFIED | ''",
                "UNSATISFIED_REFERENCE | ''",
                "FAILED_ACTIVATION | its component a.Thing failed: port 1 is taken",
            })
    void shouldFindAFailedActivationAndNothingElse(String state, String failure) throws Exception {
        ComponentDescriptionDTO description = new ComponentDescriptionDTO();
        description.name = "a.Thing";
        ComponentConfigurationDTO configuration = new ComponentConfigurationDTO();
        configuration.state = ComponentConfigurationDTO.class.getField(state).getInt(null);
        configuration.failure = """
                java.lang.reflect.InvocationTargetException
                \tat x
                Caused by: a.b.OddException: port 1 is taken.
                \tat y
                """;
        ServiceComponentRuntime runtime = fake(
                ServiceComponentRuntime.class,
                name -> name.equals("getComponentDescriptionDTOs") ? List.of(description) : List.of(configuration));

        assertThat(new RuntimeCheck(runtime).failure(fake(Bundle.class, name -> "")))
                .isEqualTo(failure);
    }

    private interface Answer {
        Object to(String name);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, called, args) -> answer.to(called.getName())));
    }
}
