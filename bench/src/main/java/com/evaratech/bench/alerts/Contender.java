package com.evaratech.bench.alerts;

import com.evaratech.alert.evaluate.Trial;
import com.evaratech.alert.rules.Condition;
import com.evaratech.common.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Something that raises alerts. */
@FunctionalInterface
interface Contender {

    /** How long, and from how few values, the rule learns before it tells anything. */
    Duration LEARNING = Duration.ofDays(6);

    int FEWEST = 24;

    /** When it raises alerts in a series, in their order. */
    List<Instant> alerts(List<Reading> readings);

    /** A rule of ours. */
    static Contender rule(Condition condition) {
        return readings -> {
            var trial = new Trial(condition, ZoneOffset.UTC);
            return readings.stream()
                    .filter(reading -> trial.judge(reading) == Trial.Turn.OPENED)
                    .map(Reading::recordedAt)
                    .toList();
        };
    }

    /**
     * What a person would set up who looked at the first part of the recording: an alert whenever a
     * value leaves what there was in its first 15 %, over when it is back in the middle half.
     */
    static Contender extremes() {
        return readings -> {
            int seen = (int) (readings.size() * 0.15);
            var early = readings.subList(0, seen).stream().mapToDouble(Contender::value);
            var range = early.summaryStatistics();
            double middle = (range.getMax() + range.getMin()) / 2;
            double reach = (range.getMax() - range.getMin()) / 2;
            var alarm = new Alarm();
            for (Reading reading : readings.subList(seen, readings.size())) {
                alarm.next(reading, Math.abs(value(reading) - middle), reach);
            }
            return alarm.begun;
        };
    }

    /**
     * The z-score: a value farther than three standard deviations from the mean of all before, over
     * within half of that. As the rule beside it, it learns for six days and from two dozen values.
     */
    static Contender threeSigma() {
        return readings -> {
            double count = 0;
            double mean = 0;
            double squares = 0;
            var alarm = new Alarm();
            Instant from =
                    readings.isEmpty()
                            ? Instant.MAX
                            : readings.getFirst().recordedAt().plus(LEARNING);
            for (Reading reading : readings) {
                double difference = value(reading) - mean;
                if (count >= FEWEST && !reading.recordedAt().isBefore(from)) {
                    alarm.next(reading, Math.abs(difference), 3 * Math.sqrt(squares / count));
                }
                count++;
                mean += difference / count;
                squares += difference * (value(reading) - mean);
            }
            return alarm.begun;
        };
    }

    private static double value(Reading reading) {
        return reading.value(LabelledSeries.METRIC);
    }

    /**
     * Goes on, as an alert of the rule does, until the value is within half of what began it: what
     * crosses a limit again and again is one.
     */
    final class Alarm {

        private static final double ENDS_WITHIN = 0.5;

        private final List<Instant> begun = new ArrayList<>();
        private boolean isOn;

        private void next(Reading reading, double distance, double reach) {
            if (!isOn && distance > reach) {
                begun.add(reading.recordedAt());
                isOn = true;
            } else if (isOn && distance <= ENDS_WITHIN * reach) {
                isOn = false;
            }
        }
    }
}
