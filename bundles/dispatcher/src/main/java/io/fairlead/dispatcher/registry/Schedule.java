package io.fairlead.dispatcher.registry;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a server is offered ({@code [~][DOW[-DOW]][@H[-H]]}): days from {@code Su} to {@code Sa} or {@code Hd} for a
 * federal holiday, hours from 0 to 24. A range may wrap round.
 *
 * @param negated it is offered at all other times
 * @param holiday on federal holidays
 * @param firstDay 0 for Sunday
 * @param lastDay included
 * @param firstHour included
 * @param lastHour not included
 */
public record Schedule(boolean negated, boolean holiday, int firstDay, int lastDay, int firstHour, int lastHour) {
    private static final List<String> DAYS = List.of("su", "mo", "tu", "we", "th", "fr", "sa");
    private static final String DAY = "(su|mo|tu|we|th|fr|sa|hd)";
    private static final Pattern TEXT = Pattern.compile(
            "(~)?(?:" + DAY + "(?:-" + DAY + ")?)?(?:@(\\d{1,2})(?:-(\\d{1,2}))?)?", Pattern.CASE_INSENSITIVE);
    private static final int ALL_DAY = 24;
    private static final int WEEK = 7;

    /** Reads a schedule; nothing where the text is none. */
    static Optional<Schedule> read(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || (matcher.group(2) == null && matcher.group(4) == null)) {
            return Optional.empty();
        }
        boolean holiday = "hd".equalsIgnoreCase(matcher.group(2));
        if ((holiday && matcher.group(3) != null) || "hd".equalsIgnoreCase(matcher.group(3))) {
            return Optional.empty();
        }
        int firstDay = matcher.group(2) == null || holiday ? 0 : day(matcher.group(2));
        int lastDay = matcher.group(3) != null
                ? day(matcher.group(3))
                : matcher.group(2) == null || holiday ? WEEK - 1 : firstDay;
        int firstHour = matcher.group(4) == null ? 0 : Integer.parseInt(matcher.group(4));
        int lastHour = matcher.group(5) != null
                ? Integer.parseInt(matcher.group(5))
                : matcher.group(4) == null ? ALL_DAY : firstHour + 1;
        return firstHour < ALL_DAY && lastHour <= ALL_DAY
                ? Optional.of(new Schedule(matcher.group(1) != null, holiday, firstDay, lastDay, firstHour, lastHour))
                : Optional.empty();
    }

    private static int day(String word) {
        return DAYS.indexOf(word.toLowerCase(java.util.Locale.ROOT));
    }

    /** Returns whether it lets the server be offered at a time. */
    public boolean allows(LocalDateTime time) {
        int day = time.getDayOfWeek() == DayOfWeek.SUNDAY
                ? 0
                : time.getDayOfWeek().getValue();
        boolean onDay = holiday ? Holidays.isFederal(time.toLocalDate()) : within(day, firstDay, lastDay + 1);
        return (onDay && within(time.getHour(), firstHour, lastHour)) != negated;
    }

    private static boolean within(int value, int first, int end) {
        return first < end ? value >= first && value < end : value >= first || value < end;
    }
}
