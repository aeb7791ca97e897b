package io.fairlead.itest.variant;

import java.util.concurrent.locks.LockSupport;

/**
 * A component whose activation hangs, whatever is done to its thread, until {@link HangingActivator#RELEASE} is set. Its
 * bundle's own start ends; the component runtime's does not.
 */
public final class HangingComponent {
    /** How it is declared. */
    public static final String DECLARATION = """
            <?xml version="1.0" encoding="UTF-8"?>
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="variant.hanging"
                immediate="true" activate="activate">
              <implementation class="io.fairlead.itest.variant.HangingComponent"/>
            </scr:component>
            """;

    private static final long LOOK_NANOS = 20_000_000;

    void activate() {
        while (System.getProperty("fairlead.itest.release") == null) {
            LockSupport.parkNanos(LOOK_NANOS);
            Thread.interrupted();
        }
    }
}
