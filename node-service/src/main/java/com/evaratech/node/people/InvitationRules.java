package com.evaratech.node.people;

import com.evaratech.common.access.Credential;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.node.grants.Grant;
import com.evaratech.node.grants.GrantRules;
import com.evaratech.node.grants.GrantWish;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an invitation must look like, and how it is accepted. */
final class InvitationRules {

    // Only what keeps a slip from being stored: whether an address exists, its owner's sign-in
    // tells.
    private static final Pattern EMAIL =
            Pattern.compile("[!-~&&[^@<>,;]]{1,64}@[!-~&&[^@<>,;]]{1,189}");
    private static final int WEEK_HOURS = 168;
    private static final int LONGEST_HOURS = 720;

    private InvitationRules() {}

    /**
     * What is offered.
     *
     * @param email in lower case; {@code null} when whoever has the code may accept
     */
    record Offer(@Nullable String email, Grant grant, Duration validity) {}

    /** How an invitation is named: by its code, or by its id. */
    sealed interface Named {

        /** Whoever has the code may accept. */
        record ByCode(Credential code) implements Named {}

        /** Whoever has the address may accept. */
        record ById(UUID id) implements Named {}
    }

    static Offer accept(Invite wish) {
        var fields = new RequestFields();
        var email = wish.email() == null ? null : wish.email().strip().toLowerCase(Locale.ROOT);
        fields.require(
                email == null || EMAIL.matcher(email).matches(),
                "email",
                wish.email(),
                "an e-mail address, or nothing");
        var grant =
                GrantRules.read(
                        new GrantWish(
                                wish.role(),
                                wish.distributorId(),
                                wish.communityId(),
                                wish.customerId()),
                        fields);
        var hours =
                wish.validHours() == null
                        ? WEEK_HOURS
                        : fields.integer("valid_hours", wish.validHours(), 1, LONGEST_HOURS);
        fields.refuseIfAnyIsWrong();
        return new Offer(email, grant, Duration.ofHours(hours));
    }

    static Named accept(AcceptInvitation wish) {
        var fields = new RequestFields();
        var code = wish.code();
        var id = wish.invitationId();
        fields.require(
                (code == null) != (id == null),
                "code",
                code == null ? null : "given with invitation_id",
                "either code or invitation_id");
        Optional<Credential> parsed =
                Optional.ofNullable(code)
                        .flatMap(text -> Credential.parse(Credential.Use.INVITATION, text.strip()));
        fields.require(
                code == null || parsed.isPresent(),
                "code",
                "(not shown)",
                "the code as it was issued");
        fields.refuseIfAnyIsWrong();
        return parsed.<Named>map(Named.ByCode::new)
                .orElseGet(() -> new Named.ById(fields.id("invitation_id", id)));
    }
}
