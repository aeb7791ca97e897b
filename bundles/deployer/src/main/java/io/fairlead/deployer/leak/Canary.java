package io.fairlead.deployer.leak;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;

/**
 * A class loader with a class that nobody holds: it leaves memory with the next collection that looks at classes. Where
 * it has gone and another loader that was let go before it has not, something holds that one.
 */
final class Canary {
    private final WeakReference<ClassLoader> loader;

    Canary() {
        ClassLoader fresh = new ClassLoader(null) {};
        Proxy.newProxyInstance(fresh, new Class<?>[] {Runnable.class}, (proxy, called, arguments) -> null);
        loader = new WeakReference<>(fresh);
    }

    /** Returns true when a collection has looked at classes. */
    boolean isGone() {
        return loader.refersTo(null);
    }
}
