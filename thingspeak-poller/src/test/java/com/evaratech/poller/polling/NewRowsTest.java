package com.evaratech.poller.polling;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.poller.source.FeedPage;
import com.evaratech.poller.source.FeedQuery;
import com.evaratech.poller.source.FeedQuery.Newest;
import com.evaratech.poller.source.FeedQuery.Numbers;
import com.evaratech.poller.source.FeedQuery.Times;
import com.evaratech.poller.source.FeedRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewRowsTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Position START = new Position(0, 0, null);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100, 101, 999, 1_000, 1_001, 2_500, 10_000})
    void shouldFindEveryRowOnceInTheOrderOfTheirNumbers(int rows) throws Exception {
        var host = new Host(every(Duration.ofSeconds(15), rows), true);

        assertThat(found(host, START).ids).containsExactlyElementsOf(upTo(rows));
    }

    @ParameterizedTest
    @CsvSource({
        "10001, true",
        "30000, true",
        "101, false",
        "999, false",
        "1000, false",
        "1001, false",
        "2500, false",
        "20000, false"
    })
    void shouldFindEveryRowOnceOfAChannelFarAheadOrOfAHostThatIgnoresNumbers(
            int rows, boolean knowsNumbers) throws Exception {
        var host = new Host(every(Duration.ofSeconds(15), rows), knowsNumbers);

        assertThat(found(host, START).ids.stream().sorted()).containsExactlyElementsOf(upTo(rows));
    }

    @Test
    void shouldGiveTheNewestRowsFirstWhenAChannelIsFarAhead() throws Exception {
        var host = new Host(every(Duration.ofSeconds(15), 50_000), true);

        Batch batch = new NewRows(host, FeedQuery.NEWEST, START, NOW).next();

        assertThat(batch.isBehind()).isFalse();
        assertThat(batch.rows()).extracting(FeedRow::entryId).contains(50_000L).hasSize(100);
        assertThat(batch.to().entryId()).isEqualTo(50_000);
        assertThat(batch.to().missing().text()).isEqualTo("{[1,49901)}");
        assertThat(host.asked).hasSize(1);
    }

    @Test
    void shouldNotSearchTheYearForWhatTheHostShowedInsteadOfNumbers() throws Exception {
        var host = new Host(every(Duration.ofSeconds(15), 900), false);

        assertThat(found(host, START).ids).hasSize(900);

        assertThat(host.asked).noneMatch(Times.class::isInstance);
    }

    @Test
    void shouldFindRowsBehindALongSilenceWhenTheHostIgnoresNumbers() throws Exception {
        List<FeedRow> rows = new ArrayList<>();
        IntStream.rangeClosed(1, 1_500)
                .forEach(id -> rows.add(row(id, NOW.minus(Duration.ofDays(390)).plusSeconds(id))));
        IntStream.rangeClosed(1_501, 3_200)
                .forEach(id -> rows.add(row(id, NOW.minusSeconds(3_300L - id))));

        assertThat(found(new Host(rows, false), START).ids)
                .containsExactlyInAnyOrderElementsOf(upTo(3_200));
    }

    @Test
    void shouldFindAllRowsOfOneSecondWhenTheHostIgnoresNumbers() throws Exception {
        List<FeedRow> rows = new ArrayList<>(every(Duration.ofSeconds(15), 300));
        IntStream.rangeClosed(301, 3_300).forEach(id -> rows.add(row(id, NOW.minusSeconds(7))));

        var host = new Host(rows, false);

        Found first = found(host, START);
        Found second = found(host, first.position);

        assertThat(Stream.concat(first.ids.stream(), second.ids.stream()))
                .containsExactlyInAnyOrderElementsOf(upTo(3_300));
    }

    @Test
    void shouldNotAskForLargePagesWhenOnlyRowsOfTheFutureAreInTheWay() throws Exception {
        List<FeedRow> rows = new ArrayList<>(every(Duration.ofSeconds(15), 200));
        IntStream.rangeClosed(201, 350)
                .forEach(id -> rows.add(row(id, NOW.plus(Duration.ofDays(900)))));
        Position before = found(new Host(rows, false), START).position;
        rows.add(row(351, NOW.minusSeconds(1)));
        var host = new Host(rows, false);

        assertThat(found(host, before).ids).containsExactly(351L);
        assertThat(host.asked).allMatch(query -> query.results() <= FeedQuery.NEWEST);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldFindARowThatWasDatedBackBehindTheNewestPage(boolean knowsNumbers) throws Exception {
        List<FeedRow> rows = new ArrayList<>(every(Duration.ofSeconds(15), 5_000));
        Position before = found(new Host(rows, knowsNumbers), START).position;
        rows.add(row(5_001, NOW.minus(Duration.ofHours(10))));
        var host = new Host(rows, knowsNumbers);

        // Until the next poll it may be a row that is only late.
        Found first = found(host, before);
        Found second = found(host, first.position);

        assertThat(Stream.concat(first.ids.stream(), second.ids.stream())).containsExactly(5_001L);
        assertThat(found(host, second.position).ids).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSearchOnceForNumbersThatNoRowHas(boolean knowsNumbers) throws Exception {
        List<FeedRow> rows = every(Duration.ofSeconds(15), 3_000);
        var host = new Host(rows, knowsNumbers, 3_004);
        Position at = START;
        for (int poll = 0; poll < 3; poll++) {
            at = found(host, at).position;
        }
        int asked = host.asked.size();

        Found last = found(host, at);

        assertThat(last.ids).isEmpty();
        assertThat(last.position.missing()).isEqualTo(Missing.NONE);
        assertThat(host.asked).hasSizeLessThanOrEqualTo(asked + 2);
    }

    @ParameterizedTest
    @CsvSource({"5, true", "99, true", "150, true", "2500, true", "5, false", "2500, false"})
    void shouldLeaveRowsThatAreCountedButNotShownYetToTheNextPoll(int rows, boolean knowsNumbers)
            throws Exception {
        List<FeedRow> all = every(Duration.ofSeconds(15), rows);
        var lagging = new Host(all.subList(0, rows - 3), knowsNumbers, rows);

        Position at = found(lagging, START).position;

        assertThat(at.entryId()).isEqualTo(rows - 3);
        assertThat(found(new Host(all, true), at).ids)
                .containsExactly(rows - 2L, rows - 1L, (long) rows);
    }

    @Test
    void shouldGoOnBehindAPosition() throws Exception {
        var host = new Host(every(Duration.ofSeconds(15), 5_000), false);
        Instant rowAt = host.rows.get(3_499).createdAt();

        assertThat(found(host, new Position(0, 3_500, rowAt)).ids)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(3_501, 5_000).boxed().toList());
    }

    @Test
    void shouldNoticeAClearThoughTheCursorsRowIsBehindTheNewestPage() throws Exception {
        var host = new Host(every(Duration.ofSeconds(15), 700), true);
        var before = new Position(3, 500, Instant.parse("2025-01-01T00:00:00Z"));

        Found found = found(host, before);

        assertThat(found.position.epoch()).isEqualTo(4);
        assertThat(found.ids).containsExactlyElementsOf(upTo(700));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldFindEveryRowOnceHoweverTheyAreDated(long seed) throws Exception {
        var random = new Random(seed);
        List<FeedRow> rows = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        Position at = START;
        for (int poll = 0; poll < 12; poll++) {
            int more = random.nextInt(4) == 0 ? random.nextInt(1_500) : random.nextInt(30);
            for (int i = 0; i < more; i++) {
                long seconds =
                        switch (random.nextInt(20)) {
                            case 0 -> -random.nextInt(30_000_000);
                            case 1 -> 40_000_000;
                            default -> poll * 60L + i / 3;
                        };
                rows.add(row(rows.size() + 1L, NOW.minusSeconds(100_000).plusSeconds(seconds)));
            }
            int asked = random.nextInt(1, FeedQuery.NEWEST + 1);
            Found found = found(new Host(rows, random.nextBoolean()), asked, at);
            ids.addAll(found.ids);
            at = found.position;
        }
        for (int poll = 0; poll < 2; poll++) {
            Found found = found(new Host(rows, false), at);
            ids.addAll(found.ids);
            at = found.position;
        }

        assertThat(ids).containsExactlyInAnyOrderElementsOf(upTo(rows.size()));
    }

    @ParameterizedTest
    @CsvSource({"19, true, 1", "20, true, 1", "21, true, 2", "60, true, 2", "60, false, 2"})
    void shouldAskAgainWhenMoreRowsAreNewThanWereAskedFor(
            int rows, boolean knowsNumbers, int requests) throws Exception {
        List<FeedRow> all = every(Duration.ofSeconds(15), 300 + rows);
        Position before = found(new Host(all.subList(0, 300), true), START).position;
        var host = new Host(all, knowsNumbers);

        Found found = found(host, UsualRows.FEW, before);

        assertThat(found.ids)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(301, 300 + rows).boxed().toList());
        assertThat(host.asked).hasSize(requests);
    }

    @ParameterizedTest
    @CsvSource({"52, true", "52, false", "700, true", "700, false", "3000, true", "3000, false"})
    void shouldFindARowThatIsShownAfterOneWithAHigherNumber(int rows, boolean knowsNumbers)
            throws Exception {
        List<FeedRow> all = every(Duration.ofSeconds(15), rows);
        Position before = found(new Host(all.subList(0, rows - 2), true), START).position;

        Found first = found(new Host(without(all, rows - 1), knowsNumbers, rows), before);
        Found again = found(new Host(without(all, rows - 1), knowsNumbers, rows), first.position);
        Found second = found(new Host(all, knowsNumbers), again.position);

        assertThat(first.ids).containsExactly((long) rows);
        assertThat(again.ids).isEmpty();
        assertThat(second.ids).containsExactly(rows - 1L);
        assertThat(second.position.awaited()).isEqualTo(Awaited.NONE);
        assertThat(found(new Host(all, knowsNumbers), second.position).ids).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSearchForARowThatIsShownLateAndBehindTheNewestPage(boolean knowsNumbers)
            throws Exception {
        List<FeedRow> all = every(Duration.ofSeconds(15), 3_000);
        Host holed = new Host(without(all.subList(0, 2_500), 2_400), knowsNumbers, 2_500);
        Position at = found(holed, new Position(0, 2_300, at(all.get(2_299)))).position;

        Found early = found(new Host(all, knowsNumbers), at);
        Found late =
                found(
                        new Host(all, knowsNumbers),
                        FeedQuery.NEWEST,
                        early.position,
                        NOW.plus(Awaited.PATIENCE));

        assertThat(early.ids).doesNotContain(2_400L).contains(2_501L, 3_000L);
        assertThat(late.ids).containsExactly(2_400L);
        assertThat(late.position.awaited()).isEqualTo(Awaited.NONE);
        assertThat(late.position.missing()).isEqualTo(Missing.NONE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldGiveUpANumberThatWasWaitedForAndSearchedForInVain(boolean knowsNumbers)
            throws Exception {
        List<FeedRow> rows = without(every(Duration.ofSeconds(15), 3_000), 2_990);
        var host = new Host(rows, knowsNumbers, 3_000);
        Position at = found(host, new Position(0, 2_900, at(rows.get(2_899)))).position;
        assertThat(at.awaited().text()).isEqualTo(NOW.getEpochSecond() + "{[2990,2991)}");

        Found last = found(host, FeedQuery.NEWEST, at, NOW.plus(Awaited.PATIENCE));

        assertThat(last.ids).isEmpty();
        assertThat(last.position.awaited()).isEqualTo(Awaited.NONE);
        assertThat(last.position.missing()).isEqualTo(Missing.NONE);
    }

    private static List<FeedRow> without(List<FeedRow> rows, long id) {
        return rows.stream().filter(row -> row.entryId() != id).toList();
    }

    private record Found(List<Long> ids, Position position) {}

    /** What one poll finds with all the time there is. */
    private static Found found(Host host, Position from) throws Exception {
        return found(host, FeedQuery.NEWEST, from);
    }

    private static Found found(Host host, int newestAsked, Position from) throws Exception {
        return found(host, newestAsked, from, NOW);
    }

    private static Found found(Host host, int newestAsked, Position from, Instant now)
            throws Exception {
        var news = new NewRows(host, newestAsked, from, now);
        List<Long> ids = new ArrayList<>();
        Batch batch;
        do {
            batch = news.next();
            batch.rows().forEach(row -> ids.add(row.entryId()));
        } while (batch.isBehind());
        var missing = new MissingRows(host, batch.to(), now);
        while (!batch.to().missing().isEmpty()) {
            batch = missing.next();
            batch.rows().forEach(row -> ids.add(row.entryId()));
        }
        return new Found(ids, batch.to());
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
        private final List<FeedRow> newestFirst;
        private final boolean knowsNumbers;
        private final List<FeedQuery> asked = new ArrayList<>();

        private final long counted;

        Host(List<FeedRow> rows, boolean knowsNumbers) {
            this(rows, knowsNumbers, rows.size());
        }

        Host(List<FeedRow> rows, boolean knowsNumbers, long counted) {
            this.rows = List.copyOf(rows);
            this.newestFirst =
                    rows.stream().sorted(Comparator.comparing(NewRowsTest::at).reversed()).toList();
            this.knowsNumbers = knowsNumbers;
            this.counted = counted;
        }

        @Override
        public FeedPage read(FeedQuery query) {
            asked.add(query);
            List<FeedRow> found =
                    newestFirst.stream()
                            .filter(row -> isAskedFor(row, query))
                            .limit(query.results())
                            .toList();
            return new FeedPage(counted, found, found.size() >= query.results());
        }

        private boolean isAskedFor(FeedRow row, FeedQuery query) {
            return switch (query) {
                case Newest _ -> true;
                case Numbers(long first, long last) ->
                        !knowsNumbers || (row.entryId() >= first && row.entryId() <= last);
                case Times(Instant from, Instant to, int _) ->
                        !at(row).isBefore(from) && !at(row).isAfter(to);
            };
        }
    }
}
