package io.fairlead.shell.terminal;

import java.util.Arrays;
import org.apache.felix.service.command.Converter;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Lets a bundle's number or symbolic name stand for the bundle, as in {@code stop 7}. Gogo's own converter comes with
 * the line editor, which is not loaded before a terminal comes.
 */
@Component
public final class FrameworkConverter implements Converter {
    private final BundleContext context;

    /** @param context the framework */
    @Activate
    public FrameworkConverter(BundleContext context) {
        this.context = context;
    }

    @Override
    public @Nullable Object convert(Class<?> type, Object from) {
        if (type != Bundle.class) {
            return null;
        }
        String word = from.toString();
        return Arrays.stream(context.getBundles())
                .filter(each -> Long.toString(each.getBundleId()).equals(word) || word.equals(each.getSymbolicName()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public @Nullable CharSequence format(Object target, int level, Converter escape) {
        return null;
    }
}
