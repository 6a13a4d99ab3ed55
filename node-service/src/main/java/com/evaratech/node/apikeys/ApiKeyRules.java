package com.evaratech.node.apikeys;

import com.evaratech.common.access.Role;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.node.grants.Grant;
import com.evaratech.node.grants.GrantRules;
import com.evaratech.node.grants.GrantWish;
import java.time.Duration;

/** What an API key must look like. */
final class ApiKeyRules {

    private static final int NAME_LENGTH = 200;
    private static final int USUAL_DAYS = 90;
    private static final int LONGEST_DAYS = 366;

    private ApiKeyRules() {}

    /** What the key opens, and how long. */
    record Terms(String name, Grant grant, Duration validity) {}

    static Terms accept(IssueApiKey wish) {
        var fields = new RequestFields();
        var name = fields.text("name", wish.name(), NAME_LENGTH);
        var grant =
                GrantRules.read(
                        new GrantWish(
                                wish.role(),
                                wish.distributorId(),
                                wish.communityId(),
                                wish.customerId()),
                        fields);
        fields.require(
                grant.role() != Role.SUPERADMIN,
                "role",
                wish.role(),
                "a role with a place; the whole platform is for people only");
        var days =
                wish.validDays() == null
                        ? USUAL_DAYS
                        : fields.integer("valid_days", wish.validDays(), 1, LONGEST_DAYS);
        fields.refuseIfAnyIsWrong();
        return new Terms(name, grant, Duration.ofDays(days));
    }
}
