package io.fairlead.imu.module;

import io.fairlead.catalogue.SortKey;
import io.fairlead.catalogue.SortOptions;
import io.fairlead.imu.call.ImuException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the keys and flags of a sort (the IMu API, Module.sort). */
final class SortSpec {
    private static final int MAX_KEYS = 32;
    private static final Set<String> COMPARISONS = Set.of("word-based", "full-text", "compress-spaces");
    private static final Set<String> MODIFIERS =
            Set.of("case-sensitive", "order-insensitive", "null-low", "extended-sort", "report", "table-as-text");

    private SortSpec() {}

    /** Reads keys, each with {@code +} (ascending, as without) or {@code -} before it. */
    static List<SortKey> keys(List<String> texts) {
        List<SortKey> keys = new ArrayList<>();
        for (String word : words(texts)) {
            char sign = word.charAt(0);
            String column = sign == '+' || sign == '-' ? word.substring(1).strip() : word;
            if (column.isEmpty()) {
                throw ImuException.params("sort", "a key has no column");
            }
            if (keys.size() == MAX_KEYS) {
                throw new ImuException(
                        "ModuleLimit", ImuException.CODE, "too many sort keys", "sort-keys", (long) MAX_KEYS);
            }
            if (keys.stream().noneMatch(key -> key.column().equals(column))) {
                keys.add(new SortKey(column, sign == '-'));
            }
        }
        if (keys.isEmpty()) {
            throw ImuException.params("sort", "columns name no key");
        }
        return keys;
    }

    /** Reads flags. */
    static SortOptions options(List<String> texts) {
        Set<String> flags = new LinkedHashSet<>();
        SortOptions.Comparison comparison = SortOptions.Comparison.WORD_BASED;
        for (String word : words(texts)) {
            String flag = word.toLowerCase(Locale.ROOT);
            if (COMPARISONS.contains(flag)) {
                comparison = SortOptions.Comparison.valueOf(
                        flag.toUpperCase(Locale.ROOT).replace('-', '_'));
            } else if (MODIFIERS.contains(flag)) {
                flags.add(flag);
            } else {
                throw new ImuException(
                        "ModuleSortFlagUnknown",
                        ImuException.CODE,
                        word + " is no flag of sort",
                        ImuException.cut(word));
            }
        }
        return new SortOptions(
                comparison,
                flags.contains("case-sensitive"),
                flags.contains("order-insensitive"),
                flags.contains("null-low"),
                flags.contains("extended-sort"),
                flags.contains("table-as-text"),
                flags.contains("report"));
    }

    private static List<String> words(List<String> texts) {
        List<String> words = new ArrayList<>();
        for (String text : texts) {
            for (String word : text.split("[;,]", -1)) {
                if (!word.isBlank()) {
                    words.add(word.strip());
                }
            }
        }
        return words;
    }
}
