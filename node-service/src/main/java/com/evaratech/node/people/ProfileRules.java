package com.evaratech.node.people;

import com.evaratech.common.problem.RequestFields;
import com.evaratech.node.grants.GrantRules;
import com.evaratech.node.grants.GrantWish;
import java.util.regex.Pattern;

/** What a profile must look like. */
final class ProfileRules {
    private static final Pattern SUBJECT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private ProfileRules() {}

    static Permission accept(String subject, SetProfile wish) {
        var fields = new RequestFields();
        fields.require(isSubject(subject), "subject", subject, "a UUID in lower case");
        fields.require(wish.active() != null, "active", null, "true or false");
        var grant =
                GrantRules.read(
                        new GrantWish(
                                wish.role(),
                                wish.distributorId(),
                                wish.communityId(),
                                wish.customerId()),
                        fields);
        fields.refuseIfAnyIsWrong();
        return new Permission(subject, grant, Boolean.TRUE.equals(wish.active()));
    }

    /** Whether {@code text} is what the issuer writes as a subject: a UUID in lower case. */
    static boolean isSubject(String text) {
        return SUBJECT.matcher(text).matches();
    }
}
