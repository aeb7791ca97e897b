package io.fairlead.catalogue;

import java.util.List;

/** Why a catalogue could not do what was asked, for a machine ({@link #kind}, {@link #arguments}) and for a person. */
public class CatalogueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong, and so who can mend it. */
    public enum Kind {
        /** The caller's mistake; arguments: the module. */
        UNKNOWN_MODULE,
        /** The caller's mistake; arguments: module, column. */
        UNKNOWN_COLUMN,
        /** The caller's mistake: the column cannot be used so; arguments: module, column. */
        WRONG_KIND,
        /** The caller's mistake: the value is not of the column's kind; arguments: module, column, value. */
        BAD_VALUE,
        /** The caller's mistake: more than one call may ask for; arguments: what there is too much of, the limit. */
        TOO_MANY,
        /** The change is not possible, whoever asks; arguments: module, reason. */
        REFUSED,
        /** The record may not be changed through this view; arguments: module, irn. */
        FORBIDDEN,
        /** The store does not answer: try again later; no arguments. */
        UNAVAILABLE,
        /** It took longer than the time limit; arguments: the limit in milliseconds. */
        TIME_OUT,
        /** The caller ended it; no arguments. */
        CANCELLED
    }

    private final Kind kind;
    private final List<String> arguments;

    /** Says why, in a sentence that a client may read: no SQL, no path, no stack. */
    public CatalogueException(Kind kind, String message, List<String> arguments) {
        super(message);
        this.kind = kind;
        this.arguments = List.copyOf(arguments);
    }

    /** The same with a cause for the server's own log. */
    public CatalogueException(Kind kind, String message, List<String> arguments, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.arguments = List.copyOf(arguments);
    }

    /** Returns the mistake that a module is not there. */
    public static CatalogueException unknownModule(String module) {
        return new CatalogueException(Kind.UNKNOWN_MODULE, "there is no module " + module, List.of(module));
    }

    /** Returns the mistake that a module has no such column. */
    public static CatalogueException unknownColumn(String module, String column) {
        return new CatalogueException(
                Kind.UNKNOWN_COLUMN, "module " + module + " has no column " + column, List.of(module, column));
    }

    /** Returns what is wrong. */
    public Kind kind() {
        return kind;
    }

    /** Returns what it is wrong with; which and how many says {@link Kind}. */
    public List<String> arguments() {
        return arguments;
    }
}
