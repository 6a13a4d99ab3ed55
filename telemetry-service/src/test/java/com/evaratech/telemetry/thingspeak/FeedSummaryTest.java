package com.evaratech.telemetry.thingspeak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.evaratech.telemetry.thingspeak.FeedSummary.Way;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedSummaryTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T06:00:00Z");

    private final List<FeedEntry> entries = new ArrayList<>();

    private void entry(int minutes, String value) {
        entries.add(
                new FeedEntry(
                        entries.size() + 1,
                        BEGIN.plusSeconds(60L * minutes),
                        Map.of(Column.FIELD1, value)));
    }

    @ParameterizedTest
    @CsvSource({"SUM, 12", "AVERAGE, 4", "MEDIAN, 3", "TIMESCALE, 7"})
    void shouldMakeOneValueOfThoseOfASpan(Way way, String expected) {
        entry(0, "7");
        entry(1, " 2 ");
        entry(2, "nan");
        entry(3, "3");

        List<FeedEntry> rows =
                new FeedSummary(way, 60, new Rounding(-1)).of(entries, ZoneOffset.UTC);

        assertThat(rows).containsExactly(new FeedEntry(0, BEGIN, Map.of(Column.FIELD1, expected)));
    }

    @Test
    void shouldHaveARowForSpansWithoutEntries() {
        entry(5, "1");
        entry(35, "2");

        assertThat(new FeedSummary(Way.SUM, 10, new Rounding(-1)).of(entries, ZoneOffset.UTC))
                .extracting(FeedEntry::createdAt, row -> row.get(Column.FIELD1))
                .containsExactly(
                        tuple(BEGIN, "1"),
                        tuple(BEGIN.plusSeconds(600), null),
                        tuple(BEGIN.plusSeconds(1_200), null),
                        tuple(BEGIN.plusSeconds(1_800), "2"));
    }

    @Test
    void shouldBeginDaysWhereTheZoneDoes() {
        entry(0, "1");
        entry(24 * 60, "2");

        assertThat(
                        new FeedSummary(Way.SUM, 1_440, new Rounding(-1))
                                .of(entries, ZoneId.of("Asia/Kolkata")))
                .extracting(FeedEntry::createdAt)
                .containsExactly(
                        Instant.parse("2026-02-28T18:30:00Z"),
                        Instant.parse("2026-03-01T18:30:00Z"));
    }

    @Test
    void shouldEndOverANightInWhichClocksAreSetBack() {
        entries.add(
                new FeedEntry(
                        1, Instant.parse("2026-10-24T22:00:00Z"), Map.of(Column.FIELD1, "1")));
        entries.add(
                new FeedEntry(
                        2, Instant.parse("2026-10-25T04:00:00Z"), Map.of(Column.FIELD1, "2")));

        List<FeedEntry> rows =
                new FeedSummary(Way.SUM, 60, new Rounding(-1))
                        .of(entries, ZoneId.of("Europe/Berlin"));

        assertThat(rows).extracting(FeedEntry::createdAt).isSorted().doesNotHaveDuplicates();
        assertThat(rows).hasSizeBetween(5, 7);
    }

    @Test
    void shouldRoundWhereThatIsAskedFor() {
        entry(0, "1");
        entry(1, "1");
        entry(2, "0.5");

        assertThat(new FeedSummary(Way.AVERAGE, 10, new Rounding(2)).of(entries, ZoneOffset.UTC))
                .extracting(row -> row.get(Column.FIELD1))
                .containsExactly("0.83");
    }

    @Test
    void shouldPassOverWhatMeansNothing() {
        assertThat(FeedSummary.of(Parameters.ofForm("average=60&round=1")))
                .contains(new FeedSummary(Way.AVERAGE, 60, new Rounding(1)));
        assertThat(FeedSummary.of(Parameters.ofForm("sum=daily")))
                .contains(new FeedSummary(Way.SUM, 1_440, new Rounding(-1)));
        assertThat(FeedSummary.of(Parameters.ofForm("sum=7"))).isEqualTo(Optional.empty());
    }
}
