package io.fairlead.imu.module;

import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.ModuleInfo;
import io.fairlead.catalogue.Operator;
import io.fairlead.catalogue.Query;
import io.fairlead.imu.terms.Terms;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns the conditions of findTerms and findWhere into a query of the catalogue. */
final class Queries {
    private final ModuleInfo module;
    private final Sets aliases;

    Queries(ModuleInfo module, Sets aliases) {
        this.module = module;
        this.aliases = aliases;
    }

    /** @throws CatalogueException of kind {@code UNKNOWN_COLUMN} */
    Query of(Terms terms) {
        if (terms instanceof Terms.And and) {
            return new Query.And(and.terms().stream().map(this::of).toList());
        } else if (terms instanceof Terms.Or or) {
            return new Query.Or(or.terms().stream().map(this::of).toList());
        } else if (terms instanceof Terms.Not not) {
            return new Query.Not(of(not.term()));
        } else if (terms instanceof Terms.Empty empty) {
            return new Query.Compare(List.of(column(empty.column())), Operator.IS_NULL, "");
        } else if (terms instanceof Terms.Term term) {
            return compare(term);
        }
        throw new IllegalArgumentException("no condition is known as " + terms.getClass());
    }

    private Query compare(Terms.Term term) {
        Operator operator = operator(term.operator());
        Set<String> columns = new LinkedHashSet<>();
        Optional<List<String>> alias = aliases.named(term.column());
        if (alias.isEmpty()) {
            columns.add(column(term.column()));
        } else {
            for (String text : alias.get()) {
                for (String word : text.split("[;,]", -1)) {
                    if (!word.isBlank()) {
                        columns.add(column(word.strip()));
                    }
                }
            }
        }
        return columns.isEmpty() ? Query.none() : new Query.Compare(new ArrayList<>(columns), operator, term.value());
    }

    /** Returns the column that a client means: by its name, or where there is none, one that stands for it. */
    private String column(String name) {
        if (module.find(name).isPresent()) {
            return name;
        }
        return TimeStamps.date(name)
                .filter(date -> module.find(date).isPresent())
                .orElseThrow(() -> CatalogueException.unknownColumn(module.name(), name));
    }

    private static Operator operator(io.fairlead.imu.terms.Operator operator) {
        return switch (operator) {
            case MATCHES -> Operator.NATURAL;
            case CONTAINS -> Operator.CONTAINS;
            case EQUAL -> Operator.EQUAL;
            case NOT_EQUAL -> Operator.NOT_EQUAL;
            case LESS -> Operator.LESS;
            case LESS_OR_EQUAL -> Operator.AT_MOST;
            case GREATER -> Operator.GREATER;
            case GREATER_OR_EQUAL -> Operator.AT_LEAST;
        };
    }
}
