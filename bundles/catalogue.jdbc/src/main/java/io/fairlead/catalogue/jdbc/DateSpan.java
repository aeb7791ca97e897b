package io.fairlead.catalogue.jdbc;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time that a date names, from its first to its last second, counted from 1970-01-01T00:00:00. Dates are written as
 * {@code 2014-10-01}, {@code 01/10/2014} (day first), {@code Oct 1 2014}, {@code 1 October 2014}, with a time
 * {@code 12:30} or {@code T12:30:15} behind them or not; as year and month or as a year alone.
 *
 * @param from the first second
 * @param to the last second
 */
record DateSpan(long from, long to) {
    private static final Pattern TIME =
            Pattern.compile("(.*?)[T\\s]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d{1,9})?)?Z?");
    private static final Pattern TOKEN = Pattern.compile("[0-9]+|\\p{L}+");
    private static final Pattern BETWEEN = Pattern.compile("[\\s,./-]*");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final int LONGEST = 64;

    /** Returns what a text names, or nothing where it is no date. */
    static Optional<DateSpan> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            Matcher timed = TIME.matcher(text.strip());
            if (!timed.matches()) {
                return date(text.strip());
            }
            boolean seconds = timed.group(4) != null;
            LocalTime time = LocalTime.of(
                    Integer.parseInt(timed.group(2)),
                    Integer.parseInt(timed.group(3)),
                    seconds ? Integer.parseInt(timed.group(4)) : 0);
            return date(timed.group(1)).filter(DateSpan::isOneDay).map(day -> {
                long first = day.from + time.toSecondOfDay();
                return new DateSpan(first, seconds ? first : first + 59);
            });
        } catch (DateTimeException notInTheCalendar) {
            return Optional.empty();
        }
    }

    private boolean isOneDay() {
        return to - from < 86_400;
    }

    private static Optional<DateSpan> date(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (token.find()) {
            if (!BETWEEN.matcher(text.substring(end, token.start())).matches()) {
                return Optional.empty();
            }
            tokens.add(token.group());
            end = token.end();
        }
        return BETWEEN.matcher(text.substring(end)).matches() ? ofTokens(tokens) : Optional.empty();
    }

    private static Optional<DateSpan> ofTokens(List<String> tokens) {
        return switch (tokens.size()) {
            case 1 -> isYear(tokens.get(0)) ? Optional.of(year(tokens.get(0))) : Optional.empty();
            case 2 ->
                isYear(tokens.get(0))
                        ? month(tokens.get(0), tokens.get(1))
                        : isYear(tokens.get(1)) ? month(tokens.get(1), tokens.get(0)) : Optional.empty();
            case 3 -> ofThree(tokens.get(0), tokens.get(1), tokens.get(2));
            default -> Optional.empty();
        };
    }

    private static Optional<DateSpan> ofThree(String first, String second, String third) {
        if (isYear(first)) {
            return day(first, second, third);
        }
        if (!isYear(third)) {
            return Optional.empty();
        }
        return isNumber(first) ? day(third, second, first) : day(third, first, second);
    }

    private static DateSpan year(String year) {
        int number = Integer.parseInt(year);
        return days(LocalDate.of(number, 1, 1), LocalDate.of(number, 12, 31));
    }

    private static Optional<DateSpan> month(String year, String month) {
        return monthNumber(month).map(number -> {
            YearMonth whole = YearMonth.of(Integer.parseInt(year), number);
            return days(whole.atDay(1), whole.atEndOfMonth());
        });
    }

    private static Optional<DateSpan> day(String year, String month, String day) {
        if (!isNumber(day) || day.length() > 2) {
            return Optional.empty();
        }
        return monthNumber(month).map(number -> {
            LocalDate whole = LocalDate.of(Integer.parseInt(year), number, Integer.parseInt(day));
            return days(whole, whole);
        });
    }

    private static Optional<Integer> monthNumber(String month) {
        if (isNumber(month)) {
            return month.length() <= 2 ? Optional.of(Integer.parseInt(month)) : Optional.empty();
        }
        String name = month.toLowerCase(Locale.ROOT);
        return name.length() < 3
                ? Optional.empty()
                : Optional.of(MONTHS.indexOf(name.substring(0, 3)) + 1).filter(number -> number > 0);
    }

    private static DateSpan days(LocalDate first, LocalDate last) {
        return new DateSpan(
                first.atStartOfDay().toEpochSecond(ZoneOffset.UTC),
                LocalDateTime.of(last, LocalTime.of(23, 59, 59)).toEpochSecond(ZoneOffset.UTC));
    }

    private static boolean isYear(String token) {
        return isNumber(token) && token.length() == 4;
    }

    private static boolean isNumber(String token) {
        return Character.isDigit(token.charAt(0));
    }
}
