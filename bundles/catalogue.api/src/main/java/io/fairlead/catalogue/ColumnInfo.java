package io.fairlead.catalogue;

import java.util.Optional;

/**
 * A column of a module.
 *
 * @param name as clients write it, such as {@code CreCreatorRef_tab}
 * @param kind what a value is
 * @param arity how many values a record has
 * @param target the module that a reference leads to; there for references only
 * @param group the name of the table that the column is part of; its columns go together row by row; lists only
 */
public record ColumnInfo(String name, ColumnKind kind, Arity arity, Optional<String> target, Optional<String> group) {
    public ColumnInfo {
        if (target.isPresent() != (kind == ColumnKind.REFERENCE)) {
            throw new IllegalArgumentException(
                    "column " + name + ": a reference, and nothing else, has a target module");
        }
        if (arity == Arity.ATOM && group.isPresent()) {
            throw new IllegalArgumentException("column " + name + ": an atomic column cannot be part of a group");
        }
    }

    /** Tells whether values of this column are irns of another module. */
    public boolean isReference() {
        return kind == ColumnKind.REFERENCE;
    }
}
