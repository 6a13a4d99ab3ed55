package com.evaratech.alert.rules;

import com.evaratech.common.metric.Metric;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Several comparisons of one node at once. What a metric was last measured to be counts until it is
 * measured again or too old, so they need not come in one reading.
 *
 * @param match whether all of them must hold, or any
 * @param conditions 2 to {@value #MOST}
 * @param durationSeconds how long that must be so before the alert is raised; 0: at once
 * @param maxAgeSeconds for how long it counts what a metric was last measured to be
 */
@JsonTypeName("composite")
@RegisterForReflection
public record Composite(Match match, List<Part> conditions, int durationSeconds, int maxAgeSeconds)
        implements Condition {

    /** Comparisons that a composite may have. */
    public static final int MOST = 4;

    /** What an alert of it says was measured: how many of its comparisons hold. */
    public static final String METRIC = "conditions_met";

    public Composite {
        conditions = List.copyOf(conditions);
        if (conditions.size() < 2 || conditions.size() > MOST) {
            throw new IllegalArgumentException("2 to " + MOST + ", not " + conditions.size());
        }
    }

    /** One in which a measured value counts for a day. */
    public Composite(Match match, List<Part> conditions, int durationSeconds) {
        this(match, conditions, durationSeconds, USUAL_MAX_AGE_SECONDS);
    }

    /** How many must hold. */
    public int needed() {
        return match == Match.ALL ? conditions.size() : 1;
    }

    /** How the comparisons come together. */
    @RegisterForReflection
    public enum Match {
        ALL,
        ANY;

        static final String ALLOWED = "all, any";

        /** The name in JSON and in the database. */
        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Match> ofCode(String code) {
            return Arrays.stream(values()).filter(match -> match.code().equals(code)).findFirst();
        }
    }

    /**
     * One comparison.
     *
     * @param clearThreshold as a {@link Threshold} has it
     */
    @RegisterForReflection
    public record Part(
            Metric metric, Operator operator, double threshold, @Nullable Double clearThreshold) {

        /** Whether a value makes it true. */
        public boolean holds(double value) {
            return operator.holds(value, threshold);
        }

        /** Whether a value makes it so untrue that it ends an alert. */
        public boolean clears(double value) {
            return operator.clears(value, threshold, clearThreshold);
        }
    }
}
