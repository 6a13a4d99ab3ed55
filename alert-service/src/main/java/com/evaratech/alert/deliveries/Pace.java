package com.evaratech.alert.deliveries;

import com.evaratech.common.problem.RequestFields;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * How a receiver is told.
 *
 * @param groupSeconds what comes within this time is told in one message; 0: each by itself; at
 *     most an hour
 * @param afterMinutes it is told only of what is open and not acknowledged after this time; 0: of
 *     all at once; at most a day
 * @param repeatMinutes it is told again while it is open and not acknowledged; 0: once; at most a
 *     week
 * @param cooldownMinutes what opens again for the same rule and node is told this long after the
 *     last time, if it still is so; 0: at once; at most a day
 */
@RegisterForReflection
public record Pace(int groupSeconds, int afterMinutes, int repeatMinutes, int cooldownMinutes) {

    // Ten thousand nodes that lose their power do so within seconds of one another.
    private static final int USUAL_GROUP_SECONDS = 30;

    private static final int LONGEST_GROUP_SECONDS = 3_600;
    private static final int DAY_MINUTES = 1_440;
    private static final int WEEK_MINUTES = 10_080;
    private static final int SHORTEST_REPEAT_MINUTES = 5;

    /** What a route has that says nothing of it. */
    public static final Pace USUAL = new Pace(USUAL_GROUP_SECONDS, 0, 0, 0);

    /**
     * A pace as a caller wrote it; {@code null} means what is usual.
     *
     * @param repeatMinutes 0, or not less than 5: sooner nobody has got there
     */
    @RegisterForReflection
    public record Wish(
            @Nullable Integer groupSeconds,
            @Nullable Integer afterMinutes,
            @Nullable Integer repeatMinutes,
            @Nullable Integer cooldownMinutes) {

        /** The pace; what is wrong with it is noted. */
        public Pace check(RequestFields fields) {
            int group = groupSeconds == null ? USUAL_GROUP_SECONDS : groupSeconds;
            int repeat = repeatMinutes == null ? 0 : repeatMinutes;
            fields.require(
                    repeat == 0 || (repeat >= SHORTEST_REPEAT_MINUTES && repeat <= WEEK_MINUTES),
                    "pace.repeat_minutes",
                    repeatMinutes,
                    "0, or a whole number from %d to %d"
                            .formatted(SHORTEST_REPEAT_MINUTES, WEEK_MINUTES));
            return new Pace(
                    fields.integer("pace.group_seconds", group, 0, LONGEST_GROUP_SECONDS),
                    minutes(fields, "pace.after_minutes", afterMinutes),
                    repeat,
                    minutes(fields, "pace.cooldown_minutes", cooldownMinutes));
        }

        private static int minutes(RequestFields fields, String field, @Nullable Integer value) {
            return fields.integer(field, value == null ? 0 : value, 0, DAY_MINUTES);
        }
    }
}
