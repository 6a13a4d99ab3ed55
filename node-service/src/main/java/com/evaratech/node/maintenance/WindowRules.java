package com.evaratech.node.maintenance;

import com.evaratech.node.RequestFields;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a maintenance window must look like. */
final class WindowRules {
    // Longer than any repair; what is out of use for more is no longer under maintenance.
    private static final Duration LONGEST = Duration.ofDays(90);
    private static final int REASON_LENGTH = 500;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private WindowRules() {}

    static WindowTimes accept(SetWindow wish) {
        var fields = new RequestFields();
        fields.require(
                (wish.nodeId() == null) != (wish.communityId() == null),
                "node_id",
                wish.nodeId(),
                "either node_id or community_id");
        var times = times(wish, fields);
        fields.refuseIfAnyIsWrong();
        return times;
    }

    /** It stays with its node or community. */
    static WindowTimes acceptChange(SetWindow wish, MaintenanceWindow before) {
        var fields = new RequestFields();
        isUnchanged("node_id", wish.nodeId(), before.nodeId(), fields);
        isUnchanged("community_id", wish.communityId(), before.communityId(), fields);
        var times = times(wish, fields);
        fields.refuseIfAnyIsWrong();
        return times;
    }

    private static void isUnchanged(
            String field, @Nullable UUID wish, @Nullable UUID before, RequestFields fields) {
        fields.require(
                wish == null || Objects.equals(wish, before),
                field,
                wish,
                before == null ? "nothing" : before.toString());
    }

    private static WindowTimes times(SetWindow wish, RequestFields fields) {
        var start = time("starts_at", wish.startsAt(), fields);
        var end = time("ends_at", wish.endsAt(), fields);
        if (wish.startsAt() != null && wish.endsAt() != null) {
            fields.require(
                    end.isAfter(start) && !end.isAfter(start.plus(LONGEST)),
                    "ends_at",
                    wish.endsAt(),
                    "a time after starts_at, at most %d days later".formatted(LONGEST.toDays()));
        }
        return new WindowTimes(start, end, fields.text("reason", wish.reason(), REASON_LENGTH));
    }

    private static Instant time(String field, @Nullable Instant time, RequestFields fields) {
        boolean fits = time != null && !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
        fields.require(fits, field, time, "a time from %s to %s".formatted(EARLIEST, LATEST));
        return time != null && fits ? time.truncatedTo(ChronoUnit.MILLIS) : EARLIEST;
    }
}
