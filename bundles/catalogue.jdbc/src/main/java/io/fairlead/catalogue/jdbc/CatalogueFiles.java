package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.ModuleInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The module definitions and mappings that settings name, or those that come with the bundle. */
final class CatalogueFiles {
    private static final String MODULES = "museum.json";
    private static final String MAPPING = "museum-mapping.json";

    private CatalogueFiles() {}

    static List<ModuleInfo> modules(Settings settings) throws IOException {
        return Definitions.parse(text(settings.modules(), MODULES));
    }

    /** Returns the mappings; with modules of one's own and no mapping file there are none. */
    static List<Mapping> mappings(Settings settings, Collection<ModuleInfo> modules) throws IOException {
        if (settings.mapping().isEmpty() && settings.modules().isPresent()) {
            return List.of();
        }
        Map<String, ModuleInfo> byName = new LinkedHashMap<>();
        modules.forEach(module -> byName.put(module.name(), module));
        return Mapping.parse(text(settings.mapping(), MAPPING), byName);
    }

    private static String text(Optional<Path> file, String resource) throws IOException {
        if (file.isPresent()) {
            return Files.readString(file.get());
        }
        try (InputStream in = CatalogueFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(resource + " is missing from the bundle");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
