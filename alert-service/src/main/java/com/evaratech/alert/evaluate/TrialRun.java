package com.evaratech.alert.evaluate;

import com.evaratech.alert.rules.Anomaly;
import com.evaratech.alert.rules.Composite;
import com.evaratech.alert.rules.Condition;
import com.evaratech.alert.rules.DryRun;
import com.evaratech.alert.rules.NightFlow;
import com.evaratech.alert.rules.RateOfChange;
import com.evaratech.alert.rules.Silence;
import com.evaratech.alert.rules.Threshold;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a condition would have made of one node's readings, judged as live ones are. For one thread;
 * in memory there are the state, sums, and the first alerts.
 */
public final class TrialRun {

    /** Alerts that are listed; the others are counted. */
    public static final int LISTED = 20;

    private final Condition condition;
    private final ZoneId zone;
    private final List<Episode> listed = new ArrayList<>();
    private RuleState state = RuleState.fresh(1);
    private @Nullable Episode open;
    private long readings;
    private long opened;
    private Duration closedFor = Duration.ZERO;

    /**
     * Before the first reading.
     *
     * @param zone of the node
     */
    public TrialRun(Condition condition, ZoneId zone) {
        this.condition = condition;
        this.zone = zone;
    }

    /**
     * An alert as it would have been.
     *
     * @param pendingSince since when the condition had held when it opened
     * @param openedAt the reading that opened it
     * @param resolvedAt the reading that ended it; {@code null} when none did
     * @param value that opened it
     * @param lastValue the newest one of it
     * @param message what happened, as people would have been told
     */
    @RegisterForReflection
    public record Episode(
            Instant pendingSince,
            Instant openedAt,
            @Nullable Instant resolvedAt,
            double value,
            double lastValue,
            @Nullable String message) {

        private Episode measured(double newest) {
            return Double.isNaN(newest)
                    ? this
                    : new Episode(pendingSince, openedAt, resolvedAt, value, newest, message);
        }

        private Episode ended(Instant at) {
            return new Episode(pendingSince, openedAt, at, value, lastValue, message);
        }
    }

    /** What of a reading a condition looks at; nothing when readings tell nothing of it. */
    public static Set<Metric> metrics(Condition condition) {
        return switch (condition) {
            case Threshold threshold -> Set.of(threshold.metric());
            case RateOfChange rate -> Set.of(rate.metric());
            case NightFlow _ -> Set.of(Metric.FLOW_RATE_LPM);
            case DryRun dry -> Set.of(Metric.PUMP_STATUS, dry.metric());
            case Anomaly anomaly -> Set.of(anomaly.metric());
            case Composite several -> {
                Set<Metric> metrics = new LinkedHashSet<>();
                several.conditions().forEach(part -> metrics.add(part.metric()));
                yield metrics;
            }
            case Silence _ -> Set.of();
        };
    }

    /** Judges the next reading. */
    public void take(Reading reading) {
        readings++;
        Step step = Judge.judge(condition, state, reading, zone);
        state = step.state();
        switch (step.effect()) {
            case IGNORED, NONE -> {}
            case OPENED -> open(step, reading.recordedAt());
            case GOES_ON -> {
                if (open != null) {
                    open = open.measured(step.value());
                }
            }
            case CLEARED -> close(step, reading.recordedAt());
        }
    }

    private void open(Step step, Instant at) {
        opened++;
        long since =
                step.state().phase() instanceof Phase.Firing(long begun)
                        ? begun
                        : at.toEpochMilli();
        open =
                new Episode(
                        Instant.ofEpochMilli(since),
                        at,
                        null,
                        step.value(),
                        step.value(),
                        Wording.crossing(condition, step).message());
    }

    private void close(Step step, Instant at) {
        if (open != null) {
            closedFor = closedFor.plus(Duration.between(open.openedAt(), at));
            list(open.measured(step.value()).ended(at));
            open = null;
        }
    }

    private void list(Episode episode) {
        if (listed.size() < LISTED) {
            listed.add(episode);
        }
    }

    /** How many readings were judged. */
    public long readings() {
        return readings;
    }

    /** How many alerts would have opened. */
    public long opened() {
        return opened;
    }

    /** Whether the last one would be open still. */
    public boolean isOpen() {
        return open != null;
    }

    /**
     * How long alerts would have been open in all.
     *
     * @param until where the trial ends: what is open is counted up to there
     */
    public Duration openFor(Instant until) {
        return open == null ? closedFor : closedFor.plus(Duration.between(open.openedAt(), until));
    }

    /** The first {@value #LISTED} of them, oldest first. */
    public List<Episode> listed() {
        List<Episode> all = new ArrayList<>(listed);
        if (open != null && all.size() < LISTED) {
            all.add(open);
        }
        return all;
    }
}
