package com.evaratech.bench.alerts;

import com.evaratech.alert.evaluate.Trial;
import com.evaratech.alert.rules.Condition;
import com.evaratech.common.reading.Reading;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Something that raises alerts. */
@FunctionalInterface
interface Contender {

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
     * value leaves what there was in its first 15 %, over when it is back.
     */
    static Contender extremes() {
        return readings -> {
            int seen = (int) (readings.size() * 0.15);
            var early = readings.subList(0, seen).stream().mapToDouble(Contender::value);
            var range = early.summaryStatistics();
            var alarm = new Alarm();
            for (Reading reading : readings.subList(seen, readings.size())) {
                double value = value(reading);
                alarm.next(reading, value < range.getMin() || value > range.getMax());
            }
            return alarm.begun;
        };
    }

    /** The z-score: a value farther than three standard deviations from the mean of all before. */
    static Contender threeSigma() {
        return readings -> {
            double count = 0;
            double mean = 0;
            double squares = 0;
            var alarm = new Alarm();
            for (Reading reading : readings) {
                double difference = value(reading) - mean;
                boolean isFar = Math.abs(difference) > 3 * Math.sqrt(squares / Math.max(1, count));
                // Of fewer values nobody knows a deviation.
                alarm.next(reading, count > 30 && isFar);
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

    /** Goes on as long as it holds. */
    final class Alarm {

        private final List<Instant> begun = new ArrayList<>();
        private boolean isOn;

        private void next(Reading reading, boolean holds) {
            if (holds && !isOn) {
                begun.add(reading.recordedAt());
            }
            isOn = holds;
        }
    }
}
