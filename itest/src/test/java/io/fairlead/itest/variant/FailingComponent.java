package io.fairlead.itest.variant;

import java.util.Map;

/** A component that the echo's settings configure, and that cannot be activated for one of them. */
public final class FailingComponent {
    /** How it is declared. */
    public static final String DECLARATION = """
            <?xml version="1.0" encoding="UTF-8"?>
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="variant.failing"
                immediate="true" configuration-policy="require" configuration-pid="io.fairlead.echo"
                activate="activate">
              <implementation class="io.fairlead.itest.variant.FailingComponent"/>
            </scr:component>
            """;

    void activate(Map<String, Object> properties) {
        if (String.valueOf(properties.get("service.pid")).endsWith("~second")) {
            throw new IllegalStateException("the second one is too many");
        }
    }
}
