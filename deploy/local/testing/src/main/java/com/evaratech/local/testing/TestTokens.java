package com.evaratech.local.testing;

import com.evaratech.common.access.Placement;
import com.evaratech.common.access.Role;
import com.evaratech.common.access.Scope;
import com.evaratech.common.directory.Profile;
import com.evaratech.local.identity.LocalIssuer;
import com.evaratech.local.identity.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Tokens for tests, signed as the services under test expect, or wrong in exactly one way. */
public final class TestTokens {

    private static final Duration VALIDITY = Duration.ofHours(1);

    private TestTokens() {}

    /** The token of the configured first superadmin. */
    public static String firstSuperadmin() {
        return of(LocalIssuer.subjectOf(Role.SUPERADMIN.code()));
    }

    /** A valid token; whether this person has a profile is another matter. */
    public static String of(UUID subject) {
        return issuer(Clock.systemUTC()).token(subject, VALIDITY);
    }

    /** A token that is valid for so long. */
    public static String of(UUID subject, Duration validity) {
        return issuer(Clock.systemUTC()).token(subject, validity);
    }

    /** A valid token of somebody with an e-mail address. */
    public static String ofAddress(UUID subject, String email, boolean isVerified) {
        return issuer(Clock.systemUTC())
                .token(subject, VALIDITY, Map.of("email", email, "email_verified", isVerified));
    }

    /** The token of a new person, whose active profile is published in the directory first. */
    public static String person(Role role, Scope scope) {
        UUID subject = UUID.randomUUID();
        TestDirectory.publish(subject, new Profile(1, role, scope, true));
        return of(subject);
    }

    /** The token of a new person whose scope is as narrow as the role's may be around a place. */
    public static String within(Role role, Placement place) {
        return person(
                role,
                switch (role) {
                    case SUPERADMIN -> new Scope.Everything();
                    case DISTRIBUTOR -> new Scope.OfDistributor(place.distributorId());
                    case COMMUNITY_ADMIN, INSTALLER, VIEWER ->
                            new Scope.OfCommunity(place.communityId());
                    case CUSTOMER ->
                            new Scope.OfCustomer(
                                    Objects.requireNonNull(place.customerId()),
                                    place.communityId());
                });
    }

    /** A token that expired an hour ago. */
    public static String expired(UUID subject) {
        return issuer(Clock.offset(Clock.systemUTC(), VALIDITY.multipliedBy(-2)))
                .token(subject, VALIDITY);
    }

    /** A token signed with a secret the services do not know. */
    public static String forged(UUID subject) {
        return new LocalIssuer(Secrets.generate(), EvaraServers.IDENTITY_URL, Clock.systemUTC())
                .token(subject, VALIDITY);
    }

    /** A token of another project's identity provider, signed with our secret. */
    public static String ofOtherIssuer(UUID subject) {
        return new LocalIssuer(
                        EvaraServers.shared().getTokenSecret(),
                        "https://other.invalid",
                        Clock.systemUTC())
                .token(subject, VALIDITY);
    }

    private static LocalIssuer issuer(Clock clock) {
        return new LocalIssuer(
                EvaraServers.shared().getTokenSecret(), EvaraServers.IDENTITY_URL, clock);
    }
}
