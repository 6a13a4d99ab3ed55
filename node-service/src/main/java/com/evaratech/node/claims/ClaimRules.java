package com.evaratech.node.claims;

import com.evaratech.common.problem.RequestFields;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a claim token must look like. */
final class ClaimRules {

    private static final int USUAL_HOURS = 72;
    private static final int LONGEST_HOURS = 720;

    private ClaimRules() {}

    /** Where the node goes that is claimed with it, and how long that may take. */
    record Terms(UUID communityId, @Nullable UUID customerId, Duration validity) {}

    static Terms accept(IssueClaimToken wish) {
        var fields = new RequestFields();
        var community = fields.id("community_id", wish.communityId());
        var hours =
                wish.validHours() == null
                        ? USUAL_HOURS
                        : fields.integer("valid_hours", wish.validHours(), 1, LONGEST_HOURS);
        fields.refuseIfAnyIsWrong();
        return new Terms(community, wish.customerId(), Duration.ofHours(hours));
    }
}
