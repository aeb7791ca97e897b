package io.fairlead.dispatcher.registry;

import io.fairlead.dispatcher.descriptor.DescriptorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a check: {@code [-]N[/M]}, {@code tcp}, {@code http:/path}, a script's path, dependencies, schedules, mail
 * addresses, users and groups, comma between. A period alone is a TCP check.
 */
final class CheckReader {
    private static final Pattern PERIOD = Pattern.compile("(-)?(\\d{1,6})(?:/(\\d{1,6}))?");
    private static final Pattern DEPENDENCY =
            Pattern.compile("(!)?([A-Za-z0-9_.-]*)(?::(\\d{1,5}))?(\\+([A-Za-z0-9_.-]*))?");
    private static final Pattern MAIL = Pattern.compile("[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+");
    private static final Pattern USER = Pattern.compile("\\*?[A-Za-z_][A-Za-z0-9_-]*");
    private static final Duration DEFAULT_PERIOD = Duration.ofSeconds(15);

    private final List<Dependency> dependencies = new ArrayList<>();
    private final List<Schedule> schedules = new ArrayList<>();
    private final List<String> mails = new ArrayList<>();
    private final List<String> authority = new ArrayList<>();
    private CheckSpec.Kind kind = CheckSpec.Kind.NONE;
    private Optional<Duration> period = Optional.empty();
    private Duration backOff = Duration.ZERO;
    private String target = "";
    private boolean passive;

    private CheckReader() {}

    static CheckSpec read(String text) throws DescriptorException {
        CheckReader reader = new CheckReader();
        for (String word : text.split(",", -1)) {
            if (!word.isBlank()) {
                reader.take(word.strip());
            }
        }
        return reader.finish();
    }

    private void take(String word) throws DescriptorException {
        Matcher matcher = PERIOD.matcher(word);
        Optional<Schedule> schedule = Schedule.read(word);
        if (matcher.matches()) {
            passive = matcher.group(1) != null;
            period = Optional.of(Duration.ofSeconds(Long.parseLong(matcher.group(2))));
            backOff = matcher.group(3) == null ? Duration.ZERO : Duration.ofSeconds(Long.parseLong(matcher.group(3)));
        } else if (schedule.isPresent()) {
            schedules.add(schedule.get());
        } else if (word.equalsIgnoreCase("tcp")) {
            check(CheckSpec.Kind.TCP, word, "");
        } else if (word.regionMatches(true, 0, "http:/", 0, 6)) {
            check(CheckSpec.Kind.HTTP, word, word.substring(5));
        } else if (MAIL.matcher(word).matches()) {
            mails.add(word);
        } else if (word.indexOf('/') >= 0) {
            check(CheckSpec.Kind.SCRIPT, word, word);
        } else {
            other(word);
        }
    }

    private void other(String word) throws DescriptorException {
        Matcher matcher = DEPENDENCY.matcher(word);
        boolean dependency = matcher.matches()
                && (matcher.group(1) != null
                        || matcher.group(3) != null
                        || matcher.group(4) != null
                        || word.indexOf('.') >= 0);
        if (dependency) {
            dependencies.add(new Dependency(
                    matcher.group(1) != null,
                    matcher.group(2),
                    matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)),
                    matcher.group(5) == null ? "" : matcher.group(5)));
        } else if (USER.matcher(word).matches()) {
            authority.add(word);
        } else {
            throw new DescriptorException(
                    word,
                    "is no part of a check",
                    "write a period such as 60 or 60/300, tcp, http:/path, a script's path, a dependency such as"
                            + " host:port+Service, a schedule such as Mo-Fr@9-17, or a user");
        }
    }

    private void check(CheckSpec.Kind newKind, String word, String newTarget) throws DescriptorException {
        if (kind != CheckSpec.Kind.NONE) {
            throw new DescriptorException(word, "is a second check of one server", "leave one of them out");
        }
        kind = newKind;
        target = newTarget;
    }

    private CheckSpec finish() {
        boolean named = kind != CheckSpec.Kind.NONE;
        boolean never = period.map(Duration::isZero).orElse(!named);
        CheckSpec.Kind effective =
                never || (passive && !named) ? CheckSpec.Kind.NONE : named ? kind : CheckSpec.Kind.TCP;
        return new CheckSpec(
                effective,
                effective == CheckSpec.Kind.NONE ? Duration.ZERO : period.orElse(DEFAULT_PERIOD),
                backOff,
                target,
                dependencies,
                schedules,
                mails,
                authority);
    }
}
