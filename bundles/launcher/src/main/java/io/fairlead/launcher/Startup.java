package io.fairlead.launcher;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/**
 * Waits for the platform's word on the start: a service {@link Supplier} with the property {@code fairlead.startup}.
 * {@code ready} supplies the table of endpoints, {@code failed} one sentence.
 */
final class Startup implements ServiceListener {
    /** The service property that makes a {@link Supplier} the platform's word. */
    static final String PROPERTY = "fairlead.startup";

    private final BundleContext context;
    private final CompletableFuture<Word> word = new CompletableFuture<>();

    /**
     * The platform's word.
     *
     * @param ready whether every part is up
     * @param text the table of endpoints, or the sentence that says what is wrong
     */
    record Word(boolean ready, String text) {}

    private Startup(BundleContext context) {
        this.context = context;
    }

    /** Begins to listen. */
    static Startup listen(BundleContext context) {
        Startup startup = new Startup(context);
        try {
            context.addServiceListener(startup, "(&(objectClass=java.util.function.Supplier)(" + PROPERTY + "=*))");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("the filter is a constant", e);
        }
        return startup;
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        if (event.getType() != ServiceEvent.REGISTERED && event.getType() != ServiceEvent.MODIFIED) {
            return;
        }
        ServiceReference<?> reference = event.getServiceReference();
        Object state = reference.getProperty(PROPERTY);
        if (context.getService(reference) instanceof Supplier<?> supplier) {
            if ("ready".equals(state)) {
                word.complete(new Word(true, String.valueOf(supplier.get())));
            } else if ("failed".equals(state)) {
                word.complete(new Word(false, String.valueOf(supplier.get())));
            }
            context.ungetService(reference);
        }
    }

    /** Says that the framework is stopping: nobody need wait any longer. */
    void abandon() {
        word.complete(new Word(false, "The platform was stopped before it was ready."));
    }

    /** Waits for the word; a platform that says nothing within the limit has failed. */
    Word await(Duration limit) throws InterruptedException {
        try {
            return word.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Word(
                    false,
                    "The platform said nothing within " + limit.toSeconds()
                            + " s of its start; look into the log, or raise startup-limit in etc/launcher.properties.");
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody completes the word exceptionally", e);
        }
    }
}
