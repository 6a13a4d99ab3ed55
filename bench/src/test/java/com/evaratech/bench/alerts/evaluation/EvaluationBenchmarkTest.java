package com.evaratech.bench.alerts.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.alert.evaluate.TrialRounds;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationBenchmarkTest {

    @Test
    void shouldJudgeEveryReadingOfEveryRound() {
        var benchmark = new EvaluationBenchmark();

        List<Integer> rows =
                IntStream.range(0, 12)
                        .mapToObj(_ -> {
                            benchmark.read();
                            return benchmark.judge();
                        })
                        .toList();

        // First a state for each rule and a judged time for each node, then hardly more than these.
        assertThat(rows.subList(0, 4)).allMatch(count -> count >= 2_500 * 11);
        assertThat(rows.subList(4, 12)).allMatch(count -> count > 2_500 && count < 2_700);
    }

    @Test
    void shouldOpenAlertsOfTheTanksThatRiseAndFall() {
        var tanks = new Tanks(100);
        var rounds = new TrialRounds(tanks.rules());

        List<Integer> rows =
                IntStream.range(0, 120)
                        .mapToObj(minute -> tanks.readings(0, 100, minute))
                        .map(round -> rounds.judge(round, tanks::find, Instant.EPOCH))
                        .toList();

        // A judged time for each; of two of them states and alerts besides.
        assertThat(rows.subList(1, 120)).contains(100, 102).allMatch(count -> count <= 104);
    }
}
