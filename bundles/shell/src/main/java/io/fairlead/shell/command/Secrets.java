package io.fairlead.shell.command;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** Knows which settings must not be shown. */
final class Secrets {
    private static final String MASK = "********";
    private static final Pattern NAMES = Pattern.compile("(^|.*[.-])(password|passphrase|secret|token)");
    private static final Pattern IN_ADDRESS = Pattern.compile("(?i)(password=)[^&;\\s]*");
    private static final Pattern USER_INFO = Pattern.compile("(://[^/:@\\s]+:)[^@/\\s]+@");

    private final BundleContext context;
    private final List<MetaTypeService> metatype;

    Secrets(BundleContext context, List<MetaTypeService> metatype) {
        this.context = context;
        this.metatype = metatype;
    }

    /** Returns the keys of a PID that its metatype calls passwords. */
    Set<String> passwords(String pid) {
        String factory = pid.split("~", 2)[0];
        Set<String> keys = new HashSet<>();
        for (MetaTypeService service : metatype) {
            for (Bundle bundle : context.getBundles()) {
                MetaTypeInformation information = service.getMetaTypeInformation(bundle);
                if (information != null
                        && (List.of(information.getPids()).contains(factory)
                                || List.of(information.getFactoryPids()).contains(factory))) {
                    AttributeDefinition[] all = information
                            .getObjectClassDefinition(factory, null)
                            .getAttributeDefinitions(ObjectClassDefinition.ALL);
                    Arrays.stream(all == null ? new AttributeDefinition[0] : all)
                            .filter(each -> each.getType() == AttributeDefinition.PASSWORD)
                            .forEach(each -> keys.add(each.getID()));
                }
            }
        }
        return keys;
    }

    /** Returns a value as it may be shown. */
    static String shown(String key, Object value, Set<String> passwords) {
        if (key.startsWith(".")
                || passwords.contains(key)
                || NAMES.matcher(key.toLowerCase(Locale.ROOT)).matches()) {
            return MASK;
        }
        String text = value instanceof Object[] array ? String.join(", ", words(array)) : String.valueOf(value);
        String masked = IN_ADDRESS.matcher(text).replaceAll("$1" + MASK);
        return USER_INFO.matcher(masked).replaceAll("$1" + MASK + "@");
    }

    private static List<String> words(Object[] array) {
        return Arrays.stream(array).map(String::valueOf).toList();
    }
}
