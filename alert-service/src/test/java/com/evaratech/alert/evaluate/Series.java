package com.evaratech.alert.evaluate;

import com.evaratech.alert.evaluate.Step.Effect;
import com.evaratech.alert.rules.Condition;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Readings of one node, judged one after the other. */
final class Series {

    static final long MINUTE = 60_000;
    static final double RUNNING = Metric.PUMP_STATUS.placeOf("RUNNING").orElseThrow();
    static final double STOPPED = Metric.PUMP_STATUS.placeOf("STOPPED").orElseThrow();

    /** What became visible, by which reading, and what was measured. */
    record Turn(Effect effect, long minute, double value) {}

    private final Condition condition;
    private final ZoneId zone;
    private final UnaryOperator<Memory> between;

    private Series(Condition condition, ZoneId zone, UnaryOperator<Memory> between) {
        this.condition = condition;
        this.zone = zone;
        this.between = between;
    }

    static Series of(Condition condition) {
        return in(condition, ZoneOffset.UTC);
    }

    static Series in(Condition condition, ZoneId zone) {
        return new Series(condition, zone, memory -> memory);
    }

    /** The same with a restart between any two readings: what is remembered comes from its row. */
    Series restarted() {
        return new Series(condition, zone, memory -> Memory.of(memory.numbers()));
    }

    /** What the readings bring about, in this order. */
    List<Turn> turns(List<Reading> readings) {
        List<Turn> turns = new ArrayList<>();
        RuleState state = RuleState.fresh(1);
        for (Reading reading : readings) {
            Step step = Judge.judge(condition, state, reading, zone);
            state = step.state().remembering(between.apply(step.state().memory()));
            if (step.effect() == Effect.OPENED || step.effect() == Effect.CLEARED) {
                double value = Math.round(step.value() * 1_000) / 1_000.0;
                turns.add(new Turn(step.effect(), reading.recordedAtMillis() / MINUTE, value));
            }
        }
        return turns;
    }

    List<Turn> turns(Reading... readings) {
        return turns(List.of(readings));
    }

    static Turn opened(long minute, double value) {
        return new Turn(Effect.OPENED, minute, value);
    }

    static Turn cleared(long minute, double value) {
        return new Turn(Effect.CLEARED, minute, value);
    }

    static Reading at(double minute, Map<Metric, Double> values) {
        return Reading.of(Instant.ofEpochMilli(Math.round(minute * MINUTE)), values);
    }

    static Reading level(double minute, double percent) {
        return at(minute, Map.of(Metric.WATER_LEVEL_PERCENT, percent));
    }

    static Reading flow(double minute, double lpm) {
        return at(minute, Map.of(Metric.FLOW_RATE_LPM, lpm));
    }

    static Reading pump(double minute, double status) {
        return at(minute, Map.of(Metric.PUMP_STATUS, status));
    }

    static Reading pumping(double minute, double status, double lpm) {
        return at(minute, Map.of(Metric.PUMP_STATUS, status, Metric.FLOW_RATE_LPM, lpm));
    }
}
