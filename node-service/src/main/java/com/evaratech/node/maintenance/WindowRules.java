package com.evaratech.node.maintenance;

import com.evaratech.common.problem.RequestFields;
import java.time.Duration;

/** What a maintenance window must look like. */
final class WindowRules {
    // Longer than any repair; what is out of use for more is no longer under maintenance.
    private static final Duration LONGEST = Duration.ofDays(90);
    private static final int REASON_LENGTH = 500;

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
        fields.requireUnchanged("node_id", wish.nodeId(), before.nodeId());
        fields.requireUnchanged("community_id", wish.communityId(), before.communityId());
        var times = times(wish, fields);
        fields.refuseIfAnyIsWrong();
        return times;
    }

    private static WindowTimes times(SetWindow wish, RequestFields fields) {
        var start = fields.time("starts_at", wish.startsAt());
        var end = fields.time("ends_at", wish.endsAt());
        if (wish.startsAt() != null && wish.endsAt() != null) {
            fields.require(
                    end.isAfter(start) && !end.isAfter(start.plus(LONGEST)),
                    "ends_at",
                    wish.endsAt(),
                    "a time after starts_at, at most %d days later".formatted(LONGEST.toDays()));
        }
        return new WindowTimes(start, end, fields.text("reason", wish.reason(), REASON_LENGTH));
    }
}
