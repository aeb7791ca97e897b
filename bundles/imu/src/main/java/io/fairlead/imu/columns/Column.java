package io.fairlead.imu.columns;

import java.util.List;

/** One column of a row that is to be fetched. Keys are unique within a list of columns. */
public sealed interface Column {
    /** Returns the member's name in the row: the alias, or the default for the kind of column. */
    String key();

    /** How many values a column has, as its name says. */
    enum Shape {
        /** One value. */
        ATOMIC,
        /** A list of values: {@code _tab}, or {@code 0} at the end of the name. */
        TABLE,
        /** A list of lists of values: {@code _nesttab}. */
        NESTED;

        /** Returns the shape that a column's name says. */
        public static Shape of(String name) {
            if (name.endsWith("_nesttab")) {
                return NESTED;
            }
            return name.endsWith("_tab") || name.endsWith("0") ? TABLE : ATOMIC;
        }
    }

    /**
     * A column of the record itself, or a virtual column such as {@code images}.
     *
     * @param key the member's name; the column's name unless there is an alias
     * @param name the column's name
     * @param filters conditions that choose among multimedia resources; mostly empty
     * @param modifiers changes to what a multimedia resource gives; a name may repeat; mostly empty
     */
    record Value(String key, String name, List<Filter> filters, List<Modifier> modifiers) implements Column {
        public Value {
            filters = List.copyOf(filters);
            modifiers = List.copyOf(modifiers);
        }

        /** Returns how many values the column has. */
        public Shape shape() {
            return Shape.of(name);
        }
    }

    /**
     * Columns of the records that a column refers to: {@code Ref.A} or {@code Ref.(A,B)}.
     *
     * @param key the member's name; the reference's name unless there is an alias
     * @param name the reference column's name
     * @param filters as for {@link Value}
     * @param modifiers as for {@link Value}
     * @param columns what to fetch from each record; at least one
     */
    record Reference(String key, String name, List<Filter> filters, List<Modifier> modifiers, List<Column> columns)
            implements Column {
        public Reference {
            filters = List.copyOf(filters);
            modifiers = List.copyOf(modifiers);
            columns = List.copyOf(columns);
        }

        /** Returns how many references the column has. */
        public Shape shape() {
            return Shape.of(name);
        }
    }

    /**
     * Columns of the records elsewhere that refer to this one: {@code <module:Ref>.(A,B)}.
     *
     * @param key the member's name; {@code module:Ref} unless there is an alias
     * @param module the module whose records refer here
     * @param name the column of that module that refers here
     * @param columns what to fetch from each record; empty if none were named
     */
    record Reverse(String key, String module, String name, List<Column> columns) implements Column {
        public Reverse {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Columns of tables side by side, one object for each table row: {@code [A_tab,B_tab]}.
     *
     * @param key the member's name; {@code group1}, {@code group2} and so on unless there is an alias
     * @param columns the columns; at least one
     */
    record Group(String key, List<Column> columns) implements Column {
        public Group {
            columns = List.copyOf(columns);
        }
    }
}
