package io.fairlead.deployer;

import io.fairlead.platform.health.Part;
import io.fairlead.platform.health.Parts;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;

/** Parts that keep their warnings in a map, each with how often it was given. */
final class TestParts {
    private TestParts() {}

    static Parts of(Map<String, String> warnings) {
        Part part = proxy(Part.class, (called, args) -> {
            switch (called) {
                case "warn" -> {
                    String before = warnings.getOrDefault(args[0].toString(), "0:");
                    int times = Integer.parseInt(before.substring(0, before.indexOf(':'))) + 1;
                    warnings.put(args[0].toString(), times + ": " + args[1]);
                }
                case "clear" -> warnings.remove(args[0].toString());
                default -> throw new UnsupportedOperationException(called);
            }
            return null;
        });
        return proxy(Parts.class, (called, args) -> called.equals("part") ? part : List.of());
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, called, args) -> answer.to(called.getName(), args)));
    }

    private interface Answer {
        Object to(String called, Object[] args);
    }
}
