package io.fairlead.catalogue.jdbc;

import io.fairlead.catalogue.Arity;
import io.fairlead.catalogue.ColumnInfo;
import io.fairlead.catalogue.ColumnKind;
import io.fairlead.catalogue.ModuleInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a module definition file: JSON, {@code {"module": {"columns": {"NamLast": "text", "CreCreatorRef_tab":
 * "reference eparties"}, "groups": {"Creation": ["CreCreatorRef_tab", "CreRole_tab"]}}}}.
 *
 * <p>A name's end says how many values there are: {@code _nesttab} lists of lists, {@code _tab} (and {@code 0} for dates)
 * lists. Every module has the column {@code irn} without saying so.
 */
final class Definitions {
    /** The column that every module has. */
    static final String IRN = "irn";

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,59}");
    /** PostgreSQL cuts longer names. */
    private static final int LONGEST_TABLE = 63;

    private Definitions() {}

    /**
     * Reads a definition.
     *
     * @throws IOException with a sentence that names the module and the column where something is wrong
     */
    static List<ModuleInfo> parse(String json) throws IOException {
        Map<String, @Nullable Object> modules = new Json().object(json);
        List<ModuleInfo> infos = new ArrayList<>();
        for (Map.Entry<String, @Nullable Object> module : modules.entrySet()) {
            infos.add(module(module.getKey(), object(module.getValue(), "module " + module.getKey())));
        }
        if (infos.isEmpty()) {
            throw new IOException("there is no module in it");
        }
        for (ModuleInfo info : infos) {
            for (ColumnInfo column : info.columns()) {
                String target = column.target().orElse(info.name());
                if (infos.stream().noneMatch(each -> each.name().equals(target))) {
                    throw new IOException("module " + info.name() + ", column " + column.name()
                            + " refers to the module " + target + ", which is not there");
                }
            }
        }
        return infos;
    }

    private static ModuleInfo module(String name, Map<String, @Nullable Object> definition) throws IOException {
        checkName(name, "module " + name);
        String place = "module " + name;
        for (String key : definition.keySet()) {
            if (!key.equals("columns") && !key.equals("groups")) {
                throw new IOException(place + ": " + key + " is not known here; write columns or groups");
            }
        }
        Map<String, String> groupOf = groups(place, definition);
        List<ColumnInfo> columns = new ArrayList<>();
        columns.add(new ColumnInfo(IRN, ColumnKind.INTEGER, Arity.ATOM, Optional.empty(), Optional.empty()));
        for (Map.Entry<String, @Nullable Object> column :
                object(definition.get("columns"), place + ", columns").entrySet()) {
            String group = groupOf.remove(column.getKey());
            columns.add(column(name, column.getKey(), String.valueOf(column.getValue()), Optional.ofNullable(group)));
        }
        if (!groupOf.isEmpty()) {
            throw new IOException(place + ": its groups name columns that it has not: " + groupOf.keySet());
        }
        try {
            return new ModuleInfo(name, columns);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Map<String, String> groups(String place, Map<String, @Nullable Object> definition)
            throws IOException {
        Map<String, String> groupOf = new HashMap<>();
        Object groups = definition.get("groups");
        if (groups == null) {
            return groupOf;
        }
        for (Map.Entry<String, @Nullable Object> group :
                object(groups, place + ", groups").entrySet()) {
            checkName(group.getKey(), place + ", group " + group.getKey());
            if (!(group.getValue() instanceof List<?> members)) {
                throw new IOException(place + ", group " + group.getKey() + ": write a list of columns");
            }
            for (Object member : members) {
                if (groupOf.put(String.valueOf(member), group.getKey()) != null) {
                    throw new IOException(place + ": the column " + member + " is in two groups");
                }
            }
        }
        return groupOf;
    }

    private static ColumnInfo column(String module, String name, String type, Optional<String> group)
            throws IOException {
        String place = "module " + module + ", column " + name;
        checkName(name, place);
        String[] words = type.strip().split("\\s+", 2);
        ColumnKind kind;
        try {
            kind = ColumnKind.valueOf(words[0].toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    place + ": " + type + " is not known; write text, integer, decimal, date or reference MODULE", e);
        }
        if ((module + "." + group.orElse(name)).length() > LONGEST_TABLE) {
            throw new IOException(place + ": module and column together have more than 62 characters");
        }
        try {
            Optional<String> target = words.length > 1 ? Optional.of(words[1]) : Optional.empty();
            return new ColumnInfo(name, kind, arity(name, kind), target, group);
        } catch (IllegalArgumentException e) {
            throw new IOException(place + ": " + e.getMessage(), e);
        }
    }

    private static Arity arity(String name, ColumnKind kind) {
        if (name.endsWith("_nesttab")) {
            return Arity.NESTED;
        }
        return name.endsWith("_tab") || (kind == ColumnKind.DATE && name.endsWith("0")) ? Arity.LIST : Arity.ATOM;
    }

    private static void checkName(String name, String place) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IOException(place + ": a name is a letter and up to 59 letters, digits and underscores");
        }
    }

    private static Map<String, @Nullable Object> object(@Nullable Object value, String place) throws IOException {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IOException(place + ": write a JSON object");
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        map.forEach((key, each) -> object.put(String.valueOf(key), each));
        return object;
    }
}
