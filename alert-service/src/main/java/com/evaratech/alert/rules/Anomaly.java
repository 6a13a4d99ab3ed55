package com.evaratech.alert.rules;

import com.evaratech.common.metric.Metric;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A metric leaves what the node's own past makes one expect of it, at this hour of the week. What
 * is expected is learned from the readings; how far from it is too far is learned as well, and
 * multiplied by a margin.
 *
 * @param metric what is watched, a number
 * @param direction on which side of the expected it counts
 * @param sensitivity 1 (tells little) to 10 (tells much)
 * @param durationSeconds how long it must be so before the alert is raised; 0: at once
 */
@JsonTypeName("anomaly")
@RegisterForReflection
public record Anomaly(Metric metric, Direction direction, int sensitivity, int durationSeconds)
        implements Condition {

    /** The least and the most sensitive. */
    static final int LEAST_SENSITIVE = 1;

    static final int MOST_SENSITIVE = 10;

    /** In the middle: on labelled recordings, most of what it tells is right. */
    static final int USUAL_SENSITIVITY = 5;

    /** Well below the week after which what stays far is usual. */
    static final int LONGEST_DURATION_SECONDS = 3 * 86_400;

    // 1.8 at 5, where precision and recall together were best (./evara bench alerts).
    private static final double WIDEST_MARGIN = 2.3;
    private static final double STEP = 0.1;

    /** Which side of the expected counts. */
    @RegisterForReflection
    public enum Direction {
        ABOVE,
        BELOW,
        BOTH;

        /** The codes of all, as a phrase. */
        static final String ALLOWED =
                Arrays.stream(values()).map(Direction::code).collect(Collectors.joining(", "));

        /** The name in JSON and in the database. */
        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The direction of that code, if there is one. */
        static Optional<Direction> ofCode(String code) {
            return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
        }
    }

    /** How many times as far as ever lately a value must be from what is expected. */
    public double margin() {
        return WIDEST_MARGIN - STEP * sensitivity;
    }

    /** Whether a value above the expected counts. */
    public boolean looksAbove() {
        return direction != Direction.BELOW;
    }

    /** Whether a value below the expected counts. */
    public boolean looksBelow() {
        return direction != Direction.ABOVE;
    }
}
