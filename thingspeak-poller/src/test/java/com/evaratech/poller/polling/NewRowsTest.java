package com.evaratech.poller.polling;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.poller.thingspeak.FeedPage;
import com.evaratech.poller.thingspeak.FeedQuery;
import com.evaratech.poller.thingspeak.FeedQuery.Newest;
import com.evaratech.poller.thingspeak.FeedQuery.Numbers;
import com.evaratech.poller.thingspeak.FeedQuery.Times;
import com.evaratech.poller.thingspeak.FeedRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewRowsTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Position START = new Position(0, 0, null);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100, 101, 999, 1_000, 1_001, 2_500})
    void shouldFindEveryRowOnceByNumber(int rows) throws Exception {
        var host = new Host(every(Duration.ofSeconds(15), rows), true);

        assertThat(idsOf(host, START)).containsExactlyElementsOf(upTo(rows));
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 999, 1_000, 1_001, 2_500, 20_000})
    void shouldFindEveryRowOnceWhenTheHostIgnoresNumbers(int rows) throws Exception {
        var host = new Host(every(Duration.ofSeconds(15), rows), false);

        assertThat(idsOf(host, START)).containsExactlyElementsOf(upTo(rows));
    }

    @Test
    void shouldNotSearchTheYearForWhatTheHostShowedInsteadOfNumbers() throws Exception {
        var host = new Host(every(Duration.ofSeconds(15), 900), false);

        assertThat(idsOf(host, START)).hasSize(900);

        assertThat(host.asked).noneMatch(Times.class::isInstance);
    }

    @Test
    void shouldFindRowsBehindALongSilenceWhenTheHostIgnoresNumbers() throws Exception {
        List<FeedRow> rows = new ArrayList<>();
        IntStream.rangeClosed(1, 1_500)
                .forEach(id -> rows.add(row(id, NOW.minus(Duration.ofDays(390)).plusSeconds(id))));
        IntStream.rangeClosed(1_501, 3_200)
                .forEach(id -> rows.add(row(id, NOW.minusSeconds(3_300L - id))));

        assertThat(idsOf(new Host(rows, false), START)).containsExactlyElementsOf(upTo(3_200));
    }

    @ParameterizedTest
    @CsvSource({"5, true", "99, true", "150, true", "2500, true", "5, false", "2500, false"})
    void shouldLeaveRowsThatAreCountedButNotShownYetToTheNextPoll(int rows, boolean knowsNumbers)
            throws Exception {
        List<FeedRow> all = every(Duration.ofSeconds(15), rows);
        var lagging = new Host(all.subList(0, rows - 3), knowsNumbers, rows);
        var news = new NewRows(lagging, START, NOW);
        Batch batch = news.next();
        while (batch.isBehind()) {
            batch = news.next();
        }

        assertThat(batch.to().entryId()).isEqualTo(rows - 3);
        assertThat(idsOf(new Host(all, true), batch.to()))
                .containsExactly(rows - 2L, rows - 1L, (long) rows);
    }

    @Test
    void shouldGoOnBehindAPosition() throws Exception {
        var host = new Host(every(Duration.ofSeconds(15), 5_000), false);
        Instant rowAt = host.rows.get(3_499).createdAt();

        assertThat(idsOf(host, new Position(0, 3_500, rowAt)))
                .containsExactlyElementsOf(LongStream.rangeClosed(3_501, 5_000).boxed().toList());
    }

    private static List<Long> idsOf(Host host, Position from) throws Exception {
        var news = new NewRows(host, from, NOW);
        List<Long> ids = new ArrayList<>();
        Batch batch;
        do {
            batch = news.next();
            batch.rows().forEach(row -> ids.add(row.entryId()));
        } while (batch.isBehind());
        return ids;
    }

    private static List<Long> upTo(int last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    /** The last of them was measured now. */
    private static List<FeedRow> every(Duration interval, int rows) {
        return IntStream.rangeClosed(1, rows)
                .mapToObj(id -> row(id, NOW.minus(interval.multipliedBy(rows - id))))
                .toList();
    }

    private static FeedRow row(long id, Instant at) {
        return new FeedRow(id, at, at.toString(), Map.of(1, "1"));
    }

    private static Instant at(FeedRow row) {
        return Objects.requireNonNull(row.createdAt());
    }

    /** Answers as the service does: of what was asked for the newest rows, as many as fit. */
    private static final class Host implements NewRows.Source {

        private final List<FeedRow> rows;
        private final boolean knowsNumbers;
        private final List<FeedQuery> asked = new ArrayList<>();

        private final long counted;

        Host(List<FeedRow> rows, boolean knowsNumbers) {
            this(rows, knowsNumbers, rows.size());
        }

        Host(List<FeedRow> rows, boolean knowsNumbers, long counted) {
            this.rows = List.copyOf(rows);
            this.knowsNumbers = knowsNumbers;
            this.counted = counted;
        }

        @Override
        public FeedPage read(FeedQuery query) {
            asked.add(query);
            List<FeedRow> found =
                    rows.stream()
                            .filter(row -> isAskedFor(row, query))
                            .sorted(Comparator.comparing(NewRowsTest::at).reversed())
                            .limit(query.results())
                            .toList();
            return new FeedPage(counted, found, found.size() >= query.results());
        }

        private boolean isAskedFor(FeedRow row, FeedQuery query) {
            return switch (query) {
                case Newest _ -> true;
                case Numbers(long first, long last) ->
                        !knowsNumbers || (row.entryId() >= first && row.entryId() <= last);
                case Times(Instant from, Instant to) ->
                        !at(row).isBefore(from) && !at(row).isAfter(to);
            };
        }
    }
}
