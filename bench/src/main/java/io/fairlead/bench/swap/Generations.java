package io.fairlead.bench.swap;

import io.fairlead.transport.Protocol;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/** Makes the protocol anew, each time with a class loader of its own, and knows how many of them are still alive. */
final class Generations {
    private static final String PROTOCOL = "io.fairlead.bench.swap.code.CountingProtocol";
    private static final int COLLECTIONS = 5;

    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    private final URL[] code = {
        Generations.class.getProtectionDomain().getCodeSource().getLocation()
    };

    Protocol next() throws ReflectiveOperationException {
        ClassLoader loader = new OwnCode(code, Generations.class.getClassLoader());
        loaders.add(new WeakReference<>(loader));
        return (Protocol) loader.loadClass(PROTOCOL).getConstructor().newInstance();
    }

    /** Collects garbage and returns how many generations are left. */
    long left() throws InterruptedException {
        long left = count();
        for (int i = 0; i < COLLECTIONS && left > 1; i++) {
            System.gc();
            Thread.sleep(100);
            left = count();
        }
        return left;
    }

    private long count() {
        return loaders.stream().filter(each -> each.get() != null).count();
    }

    /** Takes the protocol's package from the disk and everything else from its parent. */
    private static final class OwnCode extends URLClassLoader {
        OwnCode(URL[] code, ClassLoader parent) {
            super(code, parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.fairlead.bench.swap.code.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
