package io.fairlead.catalogue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateSpanTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Apr 4 2011 | 2011-04-04T00:00:00 | 2011-04-04T23:59:59",
                "Mar 05 2024 | 2024-03-05T00:00:00 | 2024-03-05T23:59:59",
                "4 April 2011 | 2011-04-04T00:00:00 | 2011-04-04T23:59:59",
                "April 4, 2011 | 2011-04-04T00:00:00 | 2011-04-04T23:59:59",
                "2014-10-01 | 2014-10-01T00:00:00 | 2014-10-01T23:59:59",
                "01/10/2014 | 2014-10-01T00:00:00 | 2014-10-01T23:59:59",
                "1.10.2014 | 2014-10-01T00:00:00 | 2014-10-01T23:59:59",
                "2014 | 2014-01-01T00:00:00 | 2014-12-31T23:59:59",
                "2012-02 | 2012-02-01T00:00:00 | 2012-02-29T23:59:59",
                "02/2012 | 2012-02-01T00:00:00 | 2012-02-29T23:59:59",
                "Sept 2014 | 2014-09-01T00:00:00 | 2014-09-30T23:59:59",
                "2014-10-01T12:30:15 | 2014-10-01T12:30:15 | 2014-10-01T12:30:15",
                "Apr 4 2011 9:05 | 2011-04-04T09:05:00 | 2011-04-04T09:05:59",
            })
    void shouldReadTheWaysInWhichPeopleWriteDates(String text, String from, String to) {
        assertThat(DateSpan.parse(text)).contains(new DateSpan(second(from), second(to)));
    }

    private static long second(String time) {
        return LocalDateTime.parse(time).toEpochSecond(ZoneOffset.UTC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "31/02/2014",
                "2014-13",
                "2014-10-1x",
                "Foo 4 2011",
                "10 2014 1",
                "20145",
                "1 2 3",
                "12:30",
                "2014 12:30",
                "2014-10-01T25:00",
                "no date",
                "c.1997-9",
                "Apr 4 2011 and Apr 5 2011"
            })
    void shouldNotGuess(String text) {
        assertThat(DateSpan.parse(text)).isEmpty();
    }
}
