package io.fairlead.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.transport.Binding;
import io.fairlead.transport.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing of a protocol is held once it has let go: its class loader can be collected. */
@Timeout(60)
class ClassLoaderTest {
    private static final Duration LATER = Duration.ofHours(1);

    @Test
    void shouldHoldNoClassOfAProtocolThatWasParkedOrHandedOver() throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        try (Rig rig = new Rig()) {
            Binding binding = bind(rig, loaders);
            try (Client client = rig.client(binding);
                    Client halfway = rig.client(binding)) {
                int count = 0;
                for (int round = 0; round < 3; round++) {
                    assertThat(client.ask("a")).isEqualTo("own " + ++count + " a");
                    halfway.send(new byte[] {0, 0, 0});
                    binding.park(LATER);
                    binding = bind(rig, loaders);
                    assertThat(client.ask("b")).isEqualTo("own " + ++count + " b");
                    halfway.send(new byte[] {0});
                    assertThat(halfway.receive()).startsWith("own ");
                    Binding next = bind(rig, loaders);
                    assertThat(rig.handOver().reason()).isEmpty();
                    binding = next;
                }
                binding = null;
                WeakReference<ClassLoader> serving = loaders.remove(loaders.size() - 1);
                await().atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> {
                            System.gc();
                            return loaders.stream().allMatch(loader -> loader.get() == null);
                        });
                assertThat(serving.get()).isNotNull();
                assertThat(client.ask("c")).isEqualTo("own " + ++count + " c");
            }
        }
    }

    private static Binding bind(Rig rig, List<WeakReference<ClassLoader>> loaders) throws Exception {
        ClassLoader own = new OwnClasses();
        loaders.add(new WeakReference<>(own));
        Protocol protocol = (Protocol) own.loadClass(LeavingEcho.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        assertThat(protocol.getClass().getClassLoader()).isSameAs(own);
        return rig.bind(protocol);
    }

    /** Loads the protocol's classes itself, as a bundle would. */
    private static final class OwnClasses extends ClassLoader {
        OwnClasses() {
            super(ClassLoaderTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(LeavingEcho.class.getName()) && !name.startsWith(TestEcho.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (this) {
                Class<?> known = findLoadedClass(name);
                return known == null ? define(name) : known;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
