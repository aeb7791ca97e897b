package io.fairlead.imu.module;

import io.fairlead.catalogue.Arity;
import io.fairlead.catalogue.Catalogue;
import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.ColumnInfo;
import io.fairlead.catalogue.ModuleInfo;
import io.fairlead.imu.columns.Column;
import io.fairlead.imu.media.MediaColumn;
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
            return value(key, value);
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

    private Part value(Name key, Column.Value value) {
        String name = value.name();
        if (name.equals(IRN)) {
            return new Part.Irn(key);
        }
        Optional<ColumnInfo> found = module.find(name);
        if (found.isEmpty()) {
            return virtual(key, value, List.of())
                    .orElseThrow(() -> CatalogueException.unknownColumn(module.name(), name));
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

    private Optional<Part> virtual(Name key, Column.Value value, List<Column> inner) {
        String name = value.name();
        Optional<String> date =
                TimeStamps.date(name).filter(column -> module.find(column).isPresent());
        if (date.isPresent()) {
            String time = TimeStamps.time(date.get());
            return Optional.of(
                    new Part.Stamp(key, fetch(date.get()), module.find(time).isPresent() ? fetch(time) : -1));
        }
        return module.name().equals(MediaPlaces.MODULE) ? files(key, value) : multimedia(key, name, inner);
    }

    private Optional<Part> files(Name key, Column.Value value) {
        return MediaColumn.of(value)
                .map(column -> MediaPlaces.in(module)
                        ? new Part.Media(key, column, MediaPlaces.of(module, this::fetch))
                        : new Part.Nothing(key, column.several()));
    }

    /** The multimedia records that are attached, by every column that leads to them. */
    private Optional<Part> multimedia(Name key, String name, List<Column> inner) {
        boolean several = MEDIA_LISTS.contains(name);
        if (!several && !MEDIA.contains(name)) {
            return Optional.empty();
        }
        String type = name.equals("multimedia") ? "" : several ? name.substring(0, name.length() - 1) : name;
        List<Part.Reference> references = new ArrayList<>();
        for (ColumnInfo column : module.columns()) {
            if (column.target().equals(Optional.of(MediaPlaces.MODULE))) {
                int place = fetch(column.name());
                references.add(new Part.Reference(place, column.arity(), links.size()));
                links.add(new Plan.Link.Forward(place, attachments(inner)));
            }
        }
        return Optional.of(
                references.isEmpty()
                        ? new Part.Nothing(key, several)
                        : new Part.Multimedia(key, type, several, references));
    }

    /** Plans the fetch of multimedia records: what is told of each, and what is asked for. */
    private Plan attachments(List<Column> inner) {
        List<Column> wanted = new ArrayList<>();
        for (String[] told : new String[][] {{IRN, IRN}, {"type", MediaPlaces.TYPE}, {"format", MediaPlaces.FORMAT}}) {
            if (inner.stream().noneMatch(column -> column.key().equals(told[0]))) {
                wanted.add(new Column.Value(told[0], told[1], List.of(), List.of()));
            }
        }
        wanted.addAll(inner);
        Planner planner = new Planner(catalogue, catalogue.module(MediaPlaces.MODULE));
        planner.fetch(MediaPlaces.TYPE);
        List<Part> parts = planner.parts(wanted, false);
        return new Plan(MediaPlaces.MODULE, planner.columns, planner.links, parts);
    }

    private Part reference(Name key, Column.Reference reference) {
        Optional<ColumnInfo> found = module.find(reference.name());
        if (found.isEmpty()) {
            Column.Value named =
                    new Column.Value(reference.key(), reference.name(), reference.filters(), reference.modifiers());
            return Optional.of(named)
                    .filter(value -> !module.name().equals(MediaPlaces.MODULE))
                    .flatMap(value -> multimedia(key, value.name(), reference.columns()))
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
