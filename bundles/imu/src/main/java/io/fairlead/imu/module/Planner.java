package io.fairlead.imu.module;

import io.fairlead.catalogue.Arity;
import io.fairlead.catalogue.Catalogue;
import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.ColumnInfo;
import io.fairlead.catalogue.ModuleInfo;
import io.fairlead.imu.columns.Column;
import io.fairlead.imu.stream.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the columns of one module that a specification names, and plans how to fetch them. */
final class Planner {
    private static final String IRN = "irn";
    private static final Set<String> MEDIA = Set.of("application", "audio", "image", "video");
    private static final Set<String> MEDIA_LISTS = Set.of("applications", "audios", "images", "videos", "multimedia");
    private static final Set<String> RESOURCES = Set.of("master", "thumbnail", "resource");
    private static final Set<String> RESOURCE_LISTS = Set.of("resolutions", "resources", "supplementary");

    private final Catalogue catalogue;
    private final ModuleInfo module;
    private final List<String> columns = new ArrayList<>();
    private final List<Plan.Link> links = new ArrayList<>();

    private Planner(Catalogue catalogue, ModuleInfo module) {
        this.catalogue = catalogue;
        this.module = module;
    }

    /**
     * Plans the fetch of columns.
     *
     * @throws CatalogueException {@code UNKNOWN_COLUMN}, {@code UNKNOWN_MODULE}, or {@code WRONG_KIND} where columns of
     *     another record are wanted through something that is no reference, or where a group has no table in it
     */
    static Plan plan(Catalogue catalogue, ModuleInfo module, List<Column> columns) {
        Planner planner = new Planner(catalogue, module);
        List<Part> parts = planner.parts(columns, false);
        return new Plan(module.name(), planner.columns, planner.links, parts);
    }

    private List<Part> parts(List<Column> wanted, boolean inGroup) {
        List<Part> parts = new ArrayList<>(wanted.size());
        for (Column column : wanted) {
            parts.add(part(column, inGroup));
        }
        return parts;
    }

    private Part part(Column column, boolean inGroup) {
        Name key = Name.of(column.key());
        if (column instanceof Column.Value value) {
            return value(key, value.name());
        } else if (column instanceof Column.Reference reference) {
            return reference(key, reference);
        } else if (column instanceof Column.Group group && !inGroup) {
            return new Part.Rows(key, parts(group.columns(), true));
        } else if (column instanceof Column.Reverse reverse && !inGroup) {
            return reverse(key, reverse);
        }
        throw new CatalogueException(
                CatalogueException.Kind.WRONG_KIND,
                "a group has tables side by side; " + column.key() + " is none",
                List.of(module.name(), column.key()));
    }

    private Part value(Name key, String name) {
        if (name.equals(IRN)) {
            return new Part.Irn(key);
        }
        Optional<ColumnInfo> found = module.find(name);
        if (found.isEmpty()) {
            return virtual(key, name).orElseThrow(() -> CatalogueException.unknownColumn(module.name(), name));
        }
        if (found.get().target().isPresent()) {
            return reference(key, new Column.Reference(key.toString(), name, List.of(), List.of(), List.of()));
        }
        int place = fetch(name);
        return switch (found.get().arity()) {
            case ATOM -> new Part.Text(key, place);
            case LIST -> new Part.Texts(key, place);
            case NESTED -> new Part.NestedTexts(key, place);
        };
    }

    private Optional<Part> virtual(Name key, String name) {
        Optional<String> date =
                TimeStamps.date(name).filter(column -> module.find(column).isPresent());
        if (date.isPresent()) {
            String time = TimeStamps.time(date.get());
            return Optional.of(
                    new Part.Stamp(key, fetch(date.get()), module.find(time).isPresent() ? fetch(time) : -1));
        }
        boolean multimedia = module.name().equals("emultimedia");
        if ((multimedia ? RESOURCES : MEDIA).contains(name)) {
            return Optional.of(new Part.Nothing(key, false));
        }
        return (multimedia ? RESOURCE_LISTS : MEDIA_LISTS).contains(name)
                ? Optional.of(new Part.Nothing(key, true))
                : Optional.empty();
    }

    private Part reference(Name key, Column.Reference reference) {
        Optional<ColumnInfo> found = module.find(reference.name());
        if (found.isEmpty()) {
            return virtual(key, reference.name())
                    .filter(Part.Nothing.class::isInstance)
                    .orElseThrow(() -> CatalogueException.unknownColumn(module.name(), reference.name()));
        }
        ModuleInfo target = catalogue.module(found.get()
                .target()
                .orElseThrow(() -> new CatalogueException(
                        CatalogueException.Kind.WRONG_KIND,
                        reference.name() + " leads to no other record",
                        List.of(module.name(), reference.name()))));
        int place = fetch(reference.name());
        int link = links.size();
        links.add(new Plan.Link.Forward(place, plan(catalogue, target, reference.columns())));
        Arity arity = found.get().arity();
        return switch (arity) {
            case ATOM -> new Part.Attached(key, place, link);
            case LIST -> new Part.AttachedList(key, place, link);
            case NESTED -> new Part.AttachedNested(key, place, link);
        };
    }

    private Part reverse(Name key, Column.Reverse reverse) {
        ModuleInfo other = catalogue.module(reverse.module());
        ColumnInfo back = other.column(reverse.name());
        if (!back.target().equals(Optional.of(module.name()))) {
            throw new CatalogueException(
                    CatalogueException.Kind.WRONG_KIND,
                    reverse.name() + " of " + other.name() + " does not lead to " + module.name(),
                    List.of(other.name(), reverse.name()));
        }
        List<Column> columns = reverse.columns().isEmpty()
                ? List.of(new Column.Value(IRN, IRN, List.of(), List.of()))
                : reverse.columns();
        int link = links.size();
        links.add(new Plan.Link.Backward(reverse.name(), plan(catalogue, other, columns)));
        return new Part.Referring(key, link);
    }

    private int fetch(String column) {
        int place = columns.indexOf(column);
        if (place < 0) {
            place = columns.size();
            columns.add(column);
        }
        return place;
    }
}
