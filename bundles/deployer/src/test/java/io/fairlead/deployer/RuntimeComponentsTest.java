package io.fairlead.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

class RuntimeComponentsTest {
    private static final Bundle BUNDLE = fake(Bundle.class, name -> "");

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
        ComponentConfigurationDTO configuration =
                configuration(ComponentConfigurationDTO.class.getField(state).getInt(null));
        configuration.failure = """
                java.lang.reflect.InvocationTargetException
                \tat x
                Caused by: a.b.OddException: port 1 is taken.
                \tat y
                """;

        assertThat(components(configuration).failure(BUNDLE)).isEqualTo(failure);
    }

    @Test
    void shouldNameTheServiceThatAComponentWaitsFor() {
        ReferenceDTO reference = new ReferenceDTO();
        reference.name = "$002";
        reference.interfaceName = "a.b.Store";
        UnsatisfiedReferenceDTO unsatisfied = new UnsatisfiedReferenceDTO();
        unsatisfied.name = reference.name;
        ComponentConfigurationDTO configuration = configuration(ComponentConfigurationDTO.UNSATISFIED_REFERENCE);
        configuration.description.references = new ReferenceDTO[] {reference};
        configuration.unsatisfiedReferences = new UnsatisfiedReferenceDTO[] {unsatisfied};

        assertThat(components(configuration).wants(BUNDLE))
                .isEqualTo("its component a.Thing waits for the service a.b.Store");
    }

    @Test
    void shouldTellThePidsOfAllConfigurations() {
        ComponentConfigurationDTO one = configuration(ComponentConfigurationDTO.ACTIVE);
        one.properties = Map.of("service.pid", "a.thing~one");
        ComponentConfigurationDTO several = configuration(ComponentConfigurationDTO.ACTIVE);
        several.properties = Map.of("service.pid", List.of("a.thing~two", "a.other"));
        ComponentConfigurationDTO none = configuration(ComponentConfigurationDTO.SATISFIED);

        assertThat(components(one, several, none).pids(BUNDLE))
                .containsExactly("a.other", "a.thing~one", "a.thing~two");
    }

    private static ComponentConfigurationDTO configuration(int state) {
        ComponentConfigurationDTO configuration = new ComponentConfigurationDTO();
        configuration.description = new ComponentDescriptionDTO();
        configuration.description.name = "a.Thing";
        configuration.state = state;
        configuration.properties = Map.of();
        configuration.unsatisfiedReferences = new UnsatisfiedReferenceDTO[0];
        return configuration;
    }

    private static RuntimeComponents components(ComponentConfigurationDTO... configurations) {
        return new RuntimeComponents(fake(
                ServiceComponentRuntime.class,
                name -> name.equals("getComponentDescriptionDTOs")
                        ? List.of(configurations[0].description)
                        : List.of(configurations)));
    }

    private interface Answer {
        Object to(String name);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, called, args) -> answer.to(called.getName())));
    }
}
