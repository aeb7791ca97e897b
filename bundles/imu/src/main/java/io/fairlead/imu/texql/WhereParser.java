package io.fairlead.imu.texql;

import io.fairlead.imu.terms.Operator;
import io.fairlead.imu.terms.Terms;
import io.fairlead.imu.terms.TermsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a where clause by descent. It never reaches the database as text: what is not in the subset is refused.
 *
 * <p>The subset: {@code column operator value} with {@code = <> < <= > >= contains matches}; {@code column is [not] null};
 * {@code column [not] in (value, ...)}; {@code column [not] between value and value};
 * {@code exists (Col_tab where Col operator value)}, also with {@code or} inside; {@code true}, {@code false};
 * {@code not}, {@code and}, {@code or} and parentheses. Values are numbers and strings in quotes. Words are read in
 * either case.
 */
public final class WhereParser {
    /** How many characters a where clause may have. */
    public static final int MAX_LENGTH = 65_536;
    /** How deep parentheses and {@code not} may nest. */
    public static final int MAX_DEPTH = 32;
    /** How many comparisons a where clause may have. */
    public static final int MAX_TERMS = 1_000;

    private final Scanner in;
    private int terms;
    private int depth;

    private WhereParser(String where) {
        in = new Scanner(where);
    }

    /**
     * Reads a where clause.
     *
     * @param where the clause, with or without the word {@code where} before it; empty means every record
     * @return the condition
     * @throws TermsException {@code ModuleWhereSyntax} with what was found and its index, or {@code ModuleWhereLimit}
     */
    public static Terms parse(String where) {
        if (where.length() > MAX_LENGTH) {
            throw tooMuch("where-length", MAX_LENGTH);
        }
        WhereParser parser = new WhereParser(where);
        parser.in.takeWord("where");
        if (parser.in.kind() == Scanner.Kind.END) {
            return Terms.EVERYTHING;
        }
        Terms read = parser.or();
        if (parser.in.kind() != Scanner.Kind.END) {
            throw parser.in.wrong("and, or, or the end");
        }
        return read;
    }

    private Terms or() {
        List<Terms> terms = new ArrayList<>();
        do {
            terms.add(and());
        } while (in.takeWord("or"));
        return terms.size() == 1 ? terms.get(0) : new Terms.Or(terms);
    }

    private Terms and() {
        List<Terms> terms = new ArrayList<>();
        do {
            terms.add(not());
        } while (in.takeWord("and"));
        return terms.size() == 1 ? terms.get(0) : new Terms.And(terms);
    }

    private Terms not() {
        if (++depth > MAX_DEPTH) {
            throw tooMuch("where-depth", MAX_DEPTH);
        }
        Terms read;
        if (in.takeWord("not")) {
            read = new Terms.Not(not());
        } else if (in.takeSign("(")) {
            read = or();
            expectSign(")");
        } else if (in.takeWord("true")) {
            read = Terms.EVERYTHING;
        } else if (in.takeWord("false")) {
            read = Terms.NOTHING;
        } else if (in.takeWord("exists")) {
            read = exists();
        } else {
            read = comparison(column());
        }
        depth--;
        return read;
    }

    /** Reads a condition on the rows of one table; with a single column, a row is one of its values. */
    private Terms exists() {
        expectSign("(");
        String table = column();
        if (!in.takeWord("where")) {
            throw in.wrong("where");
        }
        List<Terms> terms = new ArrayList<>();
        do {
            String column = column();
            if (!column.equals(table) && !column.equals(plain(table))) {
                throw in.wrong("a condition on " + plain(table) + ", the column of " + table);
            }
            if (in.isWord("not") || in.isWord("is")) {
                throw in.wrong("an operator (inside exists: = <> < <= > >= contains matches, in, between)");
            }
            terms.add(comparison(table));
        } while (in.takeWord("or"));
        expectSign(")");
        return terms.size() == 1 ? terms.get(0) : new Terms.Or(terms);
    }

    /** Returns the column's name within the rows of a table. */
    private static String plain(String table) {
        for (String end : List.of("_nesttab", "_tab", "0")) {
            if (table.endsWith(end)) {
                return table.substring(0, table.length() - end.length());
            }
        }
        return table;
    }

    private String column() {
        if (in.kind() != Scanner.Kind.WORD) {
            throw in.wrong("a column's name");
        }
        String column = in.value();
        in.advance();
        return column;
    }

    private Terms comparison(String column) {
        if (in.takeWord("is")) {
            boolean not = in.takeWord("not");
            if (!in.takeWord("null")) {
                throw in.wrong("null");
            }
            count();
            return not ? new Terms.Not(new Terms.Empty(column)) : new Terms.Empty(column);
        }
        if (in.takeWord("not")) {
            if (!in.isWord("in") && !in.isWord("between") && !in.isWord("contains")) {
                throw in.wrong("contains, in or between");
            }
            return new Terms.Not(comparison(column));
        }
        if (in.takeWord("in")) {
            return in(column);
        }
        if (in.takeWord("between")) {
            Terms from = term(column, Operator.GREATER_OR_EQUAL);
            if (!in.takeWord("and")) {
                throw in.wrong("and");
            }
            return new Terms.And(List.of(from, term(column, Operator.LESS_OR_EQUAL)));
        }
        Optional<Operator> operator = in.kind() == Scanner.Kind.END || in.kind() == Scanner.Kind.STRING
                ? Optional.empty()
                : Operator.of(in.value());
        if (operator.isEmpty()) {
            throw in.wrong("one of = <> < <= > >= contains matches is in between");
        }
        in.advance();
        return term(column, operator.get());
    }

    private Terms in(String column) {
        expectSign("(");
        List<Terms> terms = new ArrayList<>();
        do {
            terms.add(term(column, Operator.EQUAL));
        } while (in.takeSign(","));
        expectSign(")");
        return new Terms.Or(terms);
    }

    private Terms term(String column, Operator operator) {
        if (in.kind() != Scanner.Kind.STRING && in.kind() != Scanner.Kind.NUMBER) {
            throw in.wrong("a number or a string in quotes");
        }
        String value = in.value();
        in.advance();
        count();
        return new Terms.Term(column, operator, value);
    }

    private void count() {
        if (++terms > MAX_TERMS) {
            throw tooMuch("where-terms", MAX_TERMS);
        }
    }

    private void expectSign(String sign) {
        if (!in.takeSign(sign)) {
            throw in.wrong(sign);
        }
    }

    private static TermsException tooMuch(String limit, long most) {
        return new TermsException(
                "ModuleWhereLimit", "more than the limit " + limit + " = " + most + " allows", limit, most);
    }
}
