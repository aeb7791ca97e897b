package io.fairlead.dispatcher.registry;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.stream.Stream;

/** The federal holidays of the United States, on the days on which they are observed (5 U.S.C. 6103). */
final class Holidays {
    private Holidays() {}

    static boolean isFederal(LocalDate day) {
        return Stream.of(day.getYear(), day.getYear() + 1).flatMap(Holidays::of).anyMatch(day::equals);
    }

    private static Stream<LocalDate> of(int year) {
        return Stream.of(
                observed(LocalDate.of(year, Month.JANUARY, 1)),
                monday(year, Month.JANUARY, 3),
                monday(year, Month.FEBRUARY, 3),
                LocalDate.of(year, Month.MAY, 1).with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY)),
                observed(LocalDate.of(year, Month.JUNE, 19)),
                observed(LocalDate.of(year, Month.JULY, 4)),
                monday(year, Month.SEPTEMBER, 1),
                monday(year, Month.OCTOBER, 2),
                observed(LocalDate.of(year, Month.NOVEMBER, 11)),
                LocalDate.of(year, Month.NOVEMBER, 1).with(TemporalAdjusters.dayOfWeekInMonth(4, DayOfWeek.THURSDAY)),
                observed(LocalDate.of(year, Month.DECEMBER, 25)));
    }

    private static LocalDate monday(int year, Month month, int ordinal) {
        return LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(ordinal, DayOfWeek.MONDAY));
    }

    private static LocalDate observed(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case SATURDAY -> day.minusDays(1);
            case SUNDAY -> day.plusDays(1);
            default -> day;
        };
    }
}
