package io.fairlead.imu.media;

import io.fairlead.imu.columns.Column;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A virtual column of the multimedia module, with what a client chooses and how it wants it. */
public final class MediaColumn {
    private static final Set<Resource.Kind> ALL = Set.of(Resource.Kind.values());
    private static final Map<String, Set<Resource.Kind>> KINDS = Map.of(
            "master", Set.of(Resource.Kind.MASTER),
            "thumbnail", Set.of(Resource.Kind.THUMBNAIL),
            "resolutions", Set.of(Resource.Kind.RESOLUTION),
            "supplementary", Set.of(Resource.Kind.SUPPLEMENTARY),
            "resource", ALL,
            "resources", ALL);
    private static final Set<String> SEVERAL = Set.of("resolutions", "supplementary", "resources");

    private final String name;
    private final Choice choice;
    private final Wish wish;
    private final boolean withFile;

    private MediaColumn(Column.Value column) {
        name = column.name();
        choice = new Choice(column.filters());
        wish = Wish.of(column.modifiers());
        boolean modified = !column.modifiers().isEmpty();
        withFile = isResource() ? choice.isEmpty() || modified : wish.resource().isPresent();
    }

    /**
     * Returns the column where it is a virtual one of the multimedia module.
     *
     * @throws io.fairlead.imu.call.ImuException where a filter or modifier is not known
     */
    public static Optional<MediaColumn> of(Column.Value column) {
        return KINDS.containsKey(column.name()) ? Optional.of(new MediaColumn(column)) : Optional.empty();
    }

    /** Returns whether its value is an array. */
    public boolean several() {
        return SEVERAL.contains(name);
    }

    /** Returns whether it gives a resource rather than what is known of a file. */
    boolean isResource() {
        return name.startsWith("resource");
    }

    boolean withFile() {
        return withFile;
    }

    Wish wish() {
        return wish;
    }

    /** Returns the files of a record that are meant: for a column of one, at most one. */
    List<Resource> chosen(List<Resource> all) {
        List<Resource> kinds = all.stream()
                .filter(resource -> KINDS.getOrDefault(name, ALL).contains(resource.kind()))
                .toList();
        List<Resource> chosen = choice.of(bySource(kinds));
        if (several()) {
            return chosen;
        }
        return name.equals("resource") && choice.isEmpty()
                ? best(chosen).stream().toList()
                : chosen.stream().limit(1).toList();
    }

    private List<Resource> bySource(List<Resource> resources) {
        List<Resource.Kind> sources = wish.sources();
        return sources.isEmpty()
                ? resources
                : sources.stream()
                        .distinct()
                        .flatMap(source -> resources.stream().filter(resource -> resource.kind() == source))
                        .toList();
    }

    /** The file to serve: of the wanted size, else the closest larger, else the first. */
    private Optional<Resource> best(List<Resource> resources) {
        if (!wish.sources().isEmpty()
                || (wish.height().isEmpty() && wish.width().isEmpty())) {
            return resources.stream().findFirst();
        }
        Optional<Resource> larger = resources.stream()
                .filter(resource -> resource.kind() != Resource.Kind.SUPPLEMENTARY)
                .filter(resource -> resource.info().image().isPresent())
                .filter(resource -> wish.height()
                                .map(height -> resource.height() >= height)
                                .orElse(true)
                        && wish.width().map(width -> resource.width() >= width).orElse(true))
                .min(java.util.Comparator.comparing(resource -> (long) resource.height() * resource.width()));
        return larger.or(() -> resources.stream().findFirst());
    }
}
