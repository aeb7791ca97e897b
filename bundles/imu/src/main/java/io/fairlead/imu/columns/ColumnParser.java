package io.fairlead.imu.columns;

import java.util.ArrayList;
import java.util.List;

/** Reads one string of columns, by descent; the depth is bounded. */
final class ColumnParser {
    private final String text;
    private final Budget budget;
    private int at;

    /** What the strings of one specification may still use together. */
    static final class Budget {
        private int used;

        void use() {
            if (++used > Columns.MAX_COUNT) {
                throw tooMuch("columns-count", Columns.MAX_COUNT);
            }
        }
    }

    ColumnParser(String text, Budget budget) {
        this.text = text;
        this.budget = budget;
    }

    /** Reads the whole string. */
    void topLevel(ColumnList into) {
        list(into, true, 0);
        if (at < text.length()) {
            throw wrong("a comma or semicolon between columns");
        }
    }

    /** Reads columns up to what cannot continue them; empty entries count for nothing. */
    private void list(ColumnList into, boolean semicolons, int depth) {
        while (true) {
            skipSpace();
            if (!next(',') && !(semicolons && next(';'))) {
                if (at == text.length() || ")]".indexOf(text.charAt(at)) >= 0) {
                    return;
                }
                into.add(column(depth));
                skipSpace();
                if (at < text.length() && ",;)]".indexOf(text.charAt(at)) < 0) {
                    return;
                }
                if (at < text.length() && text.charAt(at) == ';' && !semicolons) {
                    return;
                }
            }
        }
    }

    private Column column(int depth) {
        int start = at;
        String alias = word();
        skipSpace();
        if (!alias.isEmpty() && next('=')) {
            skipSpace();
        } else {
            at = start;
            alias = "";
        }
        return unnamed(alias, depth);
    }

    private Column unnamed(String alias, int depth) {
        budget.use();
        if (next('[')) {
            return new Column.Group(alias, columns(depth, ']'));
        } else if (next('<')) {
            return reverse(alias, depth);
        }
        String name = name();
        String key = alias.isEmpty() ? name : alias;
        List<Filter> filters = List.of();
        List<Modifier> modifiers = List.of();
        skipSpace();
        while (at < text.length() && (text.charAt(at) == '(' || text.charAt(at) == '{')) {
            if (filters.isEmpty() && next('(')) {
                filters = filters();
            } else if (modifiers.isEmpty() && next('{')) {
                modifiers = modifiers();
            } else {
                throw wrong("one filter list and one modifier list at most");
            }
            skipSpace();
        }
        return next('.')
                ? new Column.Reference(key, name, filters, modifiers, inner(depth))
                : new Column.Value(key, name, filters, modifiers);
    }

    private Column reverse(String alias, int depth) {
        skipSpace();
        String module = name();
        skipSpace();
        expect(':');
        skipSpace();
        String name = name();
        skipSpace();
        expect('>');
        skipSpace();
        String key = alias.isEmpty() ? module + ":" + name : alias;
        return new Column.Reverse(key, module, name, next('.') ? inner(depth) : List.of());
    }

    /** Reads what follows the point behind a reference: one column, or several in parentheses. */
    private List<Column> inner(int depth) {
        skipSpace();
        if (next('(')) {
            return columns(depth, ')');
        }
        checkDepth(depth);
        ColumnList one = new ColumnList();
        one.add(unnamed("", depth + 1));
        return one.toList();
    }

    private List<Column> columns(int depth, char end) {
        checkDepth(depth);
        ColumnList columns = new ColumnList();
        list(columns, false, depth + 1);
        if (columns.isEmpty()) {
            throw wrong("a column");
        }
        expect(end);
        return columns.toList();
    }

    private static void checkDepth(int depth) {
        if (depth + 1 >= Columns.MAX_DEPTH) {
            throw tooMuch("columns-depth", Columns.MAX_DEPTH);
        }
    }

    private List<Filter> filters() {
        List<Filter> filters = new ArrayList<>();
        skipSpace();
        while (!next(')')) {
            budget.use();
            String name = name();
            skipSpace();
            filters.add(new Filter(name, operator(), value(")")));
            separator(')');
        }
        return filters;
    }

    private Filter.Operator operator() {
        for (Filter.Operator operator : Filter.Operator.longestFirst()) {
            if (text.startsWith(operator.sign(), at)) {
                at += operator.sign().length();
                return operator;
            }
        }
        throw wrong("one of == != < > <= >= @ ^ (columns of a reference stand behind a point: Ref.(A,B))");
    }

    private List<Modifier> modifiers() {
        List<Modifier> modifiers = new ArrayList<>();
        skipSpace();
        while (!next('}')) {
            budget.use();
            String name = name();
            skipSpace();
            expect(':');
            modifiers.add(new Modifier(name, value("}")));
            separator('}');
        }
        return modifiers;
    }

    private void separator(char end) {
        if (!next(',') && (at == text.length() || text.charAt(at) != end)) {
            throw wrong("a comma or " + end);
        }
        skipSpace();
    }

    private String value(String ends) {
        skipSpace();
        int start = at;
        while (at < text.length() && text.charAt(at) != ',' && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        int end = at;
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        if (end == start || text.charAt(start) == '=') {
            at = start;
            throw wrong("a value");
        }
        return text.substring(start, end);
    }

    private String name() {
        int start = at;
        String name = word();
        if (name.isEmpty() || Character.isDigit(name.charAt(0)) || name.indexOf('-') >= 0) {
            at = start;
            throw wrong("a column's name");
        }
        return name;
    }

    /** Reads letters, digits, underscores and hyphens: an alias, or (without hyphen) a name. */
    private String word() {
        int start = at;
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private boolean next(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!next(c)) {
            throw wrong(Character.toString(c));
        }
    }

    private ColumnsException wrong(String expected) {
        int start = Math.min(at, text.length());
        String found = text.substring(start, Math.min(text.length(), start + 20));
        String shown = found.isEmpty() ? "the end" : found;
        return new ColumnsException(
                "ModuleColumnSyntax",
                "expected " + expected + " where \"" + shown + "\" stands, at character " + (start + 1) + " of \""
                        + (text.length() > 80 ? text.substring(0, 80) + "..." : text) + "\"",
                found,
                (long) start,
                text.length() > 200 ? text.substring(0, 200) : text);
    }

    static ColumnsException tooMuch(String limit, long most) {
        return new ColumnsException(
                "ModuleColumnLimit", "more than the limit " + limit + " = " + most + " allows", limit, most);
    }
}
