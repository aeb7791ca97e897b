package io.fairlead.imu.settings;

import io.fairlead.platform.settings.Problem;
import io.fairlead.platform.settings.SettingsReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The settings of both sources: the platform's own file, and the user's, over whose words the former win. */
final class Words {
    private final SettingsReader own;
    private final String fileName;
    private final Map<String, ImuserverConf.Entry> conf = new HashMap<>();
    private final SettingsReader confReader;
    private final List<ImuserverConf.Entry> entries;
    private final Set<String> read = new HashSet<>();

    Words(SettingsReader own, String fileName, ImuserverConf conf) {
        this.own = own;
        this.fileName = fileName;
        this.entries = conf.entries();
        Map<String, String> values = new HashMap<>();
        for (ImuserverConf.Entry entry : conf.entries()) {
            this.conf.put(entry.key(), entry);
            values.put(entry.key(), entry.value());
        }
        this.confReader = new SettingsReader(values);
    }

    /** Reads one setting from the source that has it; a mistake in the user's file is told with its line. */
    <T> T read(String key, Function<SettingsReader, T> how) {
        read.add(key);
        if (own.text(key).isPresent() || !conf.containsKey(key)) {
            return how.apply(own);
        }
        int before = confReader.problems().size();
        T value = how.apply(confReader);
        List<Problem> problems = confReader.problems();
        for (Problem problem : problems.subList(before, problems.size())) {
            own.refuse(
                    "file",
                    place(key) + ": " + key + " = " + problem.value() + " " + problem.message(),
                    problem.cure());
        }
        return value;
    }

    /**
     * Reads a setting that may be repeated: in the platform's own file its entries are parted by white space.
     *
     * @param how makes a value of an entry, and throws {@link IllegalArgumentException} with what is wrong
     */
    <T> List<T> all(String key, Function<String, T> how, String cure) {
        read.add(key);
        Optional<String> text = own.text(key);
        List<T> values = new ArrayList<>();
        if (text.isPresent()) {
            for (String entry : text.get().strip().split("\\s+", -1)) {
                try {
                    values.add(how.apply(entry));
                } catch (IllegalArgumentException mistake) {
                    own.refuse(key, entry + " " + mistake.getMessage(), cure);
                }
            }
            return values;
        }
        for (ImuserverConf.Entry entry : entries) {
            if (entry.key().equals(key)) {
                try {
                    values.add(how.apply(entry.value()));
                } catch (IllegalArgumentException mistake) {
                    own.refuse(
                            "file",
                            fileName + " line " + entry.line() + ": " + key + " = " + entry.value() + " "
                                    + mistake.getMessage(),
                            cure);
                }
            }
        }
        return values;
    }

    /** Returns where a setting stands and its text, where one of the sources has it. */
    Optional<String> given(String key) {
        read.add(key);
        Optional<String> text = own.text(key);
        if (text.isPresent()) {
            return Optional.of(key + " = " + text.get());
        }
        return Optional.ofNullable(conf.get(key)).map(entry -> place(key) + ": " + key + " = " + entry.value());
    }

    /** Returns the lines of the user's file whose word nobody read. */
    List<String> unknown() {
        return conf.values().stream()
                .filter(entry -> !read.contains(entry.key()))
                .map(entry -> place(entry.key()) + ": " + entry.key()
                        + " is not a setting of imuserver.conf and has no effect")
                .sorted()
                .toList();
    }

    private String place(String key) {
        ImuserverConf.Entry entry = conf.get(key);
        return fileName + (entry == null ? "" : " line " + entry.line());
    }
}
