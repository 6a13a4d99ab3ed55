package com.evaratech.poller.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.poller.source.BadAnswer;
import com.evaratech.poller.source.FeedPage;
import com.evaratech.poller.source.FeedQuery;
import com.evaratech.poller.source.FeedQuery.Times;
import com.evaratech.poller.source.FeedRow;
import com.evaratech.poller.source.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimeWalkTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Instant FROM = NOW.minus(Duration.ofDays(1));

    private final List<Integer> asked = new ArrayList<>();

    @Test
    void shouldAskForFewerRowsWhenTheAnswerIsTooLarge() throws Exception {
        TimeWalk.Step step = TimeWalk.back(query -> fitting(query, 300), FROM, NOW);

        assertThat(asked).containsExactly(1_000, 250);
        assertThat(step.rows()).hasSize(249);
        assertThat(step.next()).isEqualTo(NOW.minusSeconds(249));
        assertThat(step.isCut()).isFalse();
    }

    @Test
    void shouldGiveUpWhenAFewRowsAreTooLarge() {
        assertThatThrownBy(() -> TimeWalk.back(query -> fitting(query, 10), FROM, NOW))
                .isInstanceOf(BadAnswer.class);
        assertThat(asked).containsExactly(1_000, 250);
    }

    @Test
    void shouldSayThatASecondHasMoreRowsThanCanBeAskedFor() throws Exception {
        TimeWalk.Step step = TimeWalk.back(TimeWalkTest::oneSecond, FROM, NOW);

        assertThat(step.rows()).hasSize(FeedQuery.LARGEST);
        assertThat(step.isCut()).isTrue();
        assertThat(step.next()).isEqualTo(NOW.minusSeconds(1));
    }

    /** A row a second, as many as are asked for, up to what is too large to be read. */
    private FeedPage fitting(FeedQuery query, int most) throws BadAnswer {
        asked.add(query.results());
        if (query.results() > most) {
            throw BadAnswer.of(Trouble.TOO_LARGE, "too large");
        }
        return page(query.results(), id -> NOW.minusSeconds(query.results() - id));
    }

    private static FeedPage oneSecond(FeedQuery query) {
        assertThat(query).isInstanceOf(Times.class);
        return page(query.results(), _ -> NOW);
    }

    private static FeedPage page(int rows, LongFunction<Instant> at) {
        return new FeedPage(
                rows,
                LongStream.rangeClosed(1, rows)
                        .mapToObj(id ->
                                new FeedRow(id, at.apply(id), at.apply(id).toString(), Map.of()))
                        .toList(),
                true);
    }
}
