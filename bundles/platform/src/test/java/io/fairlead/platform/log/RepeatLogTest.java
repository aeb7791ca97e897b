package io.fairlead.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class RepeatLogTest {
    private final List<String> lines = new ArrayList<>();
    private final AtomicLong nowNs = new AtomicLong();
    private final RepeatLog log = new RepeatLog(logger(), Duration.ofMinutes(1), nowNs::get);

    @Test
    void shouldLogOnceAndThenWithACount() {
        log.warn("refused", "refused 10.0.0.1");
        log.warn("refused", "refused 10.0.0.2");
        log.warn("refused", "refused 10.0.0.3");
        log.warn("other", "something else");
        nowNs.addAndGet(Duration.ofMinutes(1).toNanos());
        log.warn("refused", "refused 10.0.0.4");

        assertThat(lines).containsExactly("refused 10.0.0.1", "something else", "refused 10.0.0.4 2");
    }

    private Logger logger() {
        return (Logger) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    StringBuilder line = new StringBuilder();
                    Arrays.stream(arguments)
                            .skip(1)
                            .flatMap(each -> each instanceof Object[] array
                                    ? Arrays.stream(array)
                                    : Arrays.stream(new Object[] {each}))
                            .forEach(each ->
                                    line.append(line.length() == 0 ? "" : " ").append(each));
                    lines.add(line.toString());
                    return null;
                });
    }
}
