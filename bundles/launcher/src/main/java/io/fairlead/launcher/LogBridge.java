package io.fairlead.launcher;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what bundles tell the OSGi log service (the component runtime, fileinstall, ConfigAdmin) into the log. The log
 * service's classes belong to a bundle, out of the launcher's sight, hence reflection.
 */
final class LogBridge implements ServiceListener, InvocationHandler {
    private static final String READER = "org.osgi.service.log.LogReaderService";
    private static final String LISTENER = "org.osgi.service.log.LogListener";
    private static final int ERROR = 1;
    private static final int WARNING = 2;
    private static final int INFO = 3;

    private final BundleContext context;

    private LogBridge(BundleContext context) {
        this.context = context;
    }

    /** Listens from now on, and to what the log service remembers. */
    static void open(BundleContext context) {
        LogBridge bridge = new LogBridge(context);
        try {
            context.addServiceListener(bridge, "(objectClass=" + READER + ")");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("the filter is a constant", e);
        }
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        if (event.getType() != ServiceEvent.REGISTERED) {
            return;
        }
        ServiceReference<?> reference = event.getServiceReference();
        Object reader = context.getService(reference);
        Bundle owner = reference.getBundle();
        if (reader == null || owner == null) {
            return;
        }
        try {
            Class<?> listenerType = owner.loadClass(LISTENER);
            Object listener =
                    Proxy.newProxyInstance(listenerType.getClassLoader(), new Class<?>[] {listenerType}, this);
            Class<?> readerType = owner.loadClass(READER);
            readerType.getMethod("addLogListener", listenerType).invoke(reader, listener);
            Object remembered = readerType.getMethod("getLog").invoke(reader);
            if (remembered instanceof Enumeration<?> entries) {
                while (entries.hasMoreElements()) {
                    log(entries.nextElement());
                }
            }
        } catch (ReflectiveOperationException e) {
            LoggerFactory.getLogger(LogBridge.class).warn("The OSGi log service cannot be heard: {}", e.toString());
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments)
            throws ReflectiveOperationException {
        return switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments[0] == proxy;
            case "toString" -> "Fairlead's log";
            default -> {
                Object entry = arguments[0];
                if (entry != null) {
                    log(entry);
                }
                yield null;
            }
        };
    }

    private static void log(Object entry) throws ReflectiveOperationException {
        Integer level = get(entry, "getLevel", Integer.class);
        Throwable thrown = get(entry, "getException", Throwable.class);
        Bundle bundle = get(entry, "getBundle", Bundle.class);
        String message = String.valueOf(get(entry, "getMessage", String.class));
        Logger log = LoggerFactory.getLogger(
                StartupNotices.UNSEEN + (bundle == null ? "framework" : bundle.getSymbolicName()));
        if (level == null || level == ERROR) {
            log.error(message, thrown);
        } else if (level == WARNING) {
            log.warn(message, thrown);
        } else if (level == INFO && thrown != null) {
            log.info(message, thrown);
        } else {
            log.debug(message, thrown);
        }
    }

    private static <T> @Nullable T get(Object entry, String method, Class<T> type) throws ReflectiveOperationException {
        Method getter = entry.getClass().getMethod(method);
        getter.setAccessible(true);
        try {
            Object value = getter.invoke(entry);
            return type.isInstance(value) ? type.cast(value) : null;
        } catch (InvocationTargetException e) {
            return null;
        }
    }
}
