package com.evaratech.node.people;

import com.evaratech.common.access.Role;
import com.evaratech.node.RequestFields;
import com.evaratech.node.TenancyLevel;
import com.evaratech.node.tenancy.TenancyPart;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which subject, role and scope go together. */
final class ProfileRules {
    private static final Pattern SUBJECT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final String DISTRIBUTOR = "distributor_id";
    private static final String COMMUNITY = "community_id";
    private static final String CUSTOMER = "customer_id";

    private ProfileRules() {}

    static Permission accept(String subject, SetProfile wish) {
        var fields = new RequestFields();
        fields.require(isSubject(subject), "subject", subject, "a UUID in lower case");
        var role = fields.coded("role", wish.role(), Role::ofCode, roles(), Role.VIEWER);
        fields.require(wish.active() != null, "active", null, "true or false");
        // Without a known role nothing can be said about the scope.
        var part = role.code().equals(wish.role()) ? part(role, wish, fields) : null;
        fields.refuseIfAnyIsWrong();
        return new Permission(subject, role, part, Boolean.TRUE.equals(wish.active()));
    }

    /** Whether {@code text} is what the issuer writes as a subject: a UUID in lower case. */
    static boolean isSubject(String text) {
        return SUBJECT.matcher(text).matches();
    }

    private static @Nullable TenancyPart part(Role role, SetProfile wish, RequestFields fields) {
        return switch (role) {
            case SUPERADMIN -> {
                only("", role, wish, fields);
                yield null;
            }
            case DISTRIBUTOR -> {
                only(DISTRIBUTOR, role, wish, fields);
                var id = fields.id(DISTRIBUTOR, wish.distributorId());
                yield new TenancyPart(TenancyLevel.DISTRIBUTOR, id);
            }
            case COMMUNITY_ADMIN, INSTALLER -> {
                only(COMMUNITY, role, wish, fields);
                var id = fields.id(COMMUNITY, wish.communityId());
                yield new TenancyPart(TenancyLevel.COMMUNITY, id);
            }
            case CUSTOMER -> {
                only(CUSTOMER, role, wish, fields);
                var id = fields.id(CUSTOMER, wish.customerId());
                yield new TenancyPart(TenancyLevel.CUSTOMER, id);
            }
            case VIEWER -> viewed(wish, fields);
        };
    }

    /** A viewer may be shown any one part of the tree. */
    private static @Nullable TenancyPart viewed(SetProfile wish, RequestFields fields) {
        var given =
                Stream.of(
                                part(TenancyLevel.DISTRIBUTOR, wish.distributorId()),
                                part(TenancyLevel.COMMUNITY, wish.communityId()),
                                part(TenancyLevel.CUSTOMER, wish.customerId()))
                        .flatMap(Optional::stream)
                        .toList();
        fields.require(
                given.size() == 1,
                "scope",
                "%d ids".formatted(given.size()),
                "exactly one of distributor_id, community_id, customer_id");
        return given.isEmpty() ? null : given.getFirst();
    }

    private static Optional<TenancyPart> part(TenancyLevel level, @Nullable UUID id) {
        return Optional.ofNullable(id).map(given -> new TenancyPart(level, given));
    }

    private static void only(String allowed, Role role, SetProfile wish, RequestFields fields) {
        absent(DISTRIBUTOR, wish.distributorId(), allowed, role, fields);
        absent(COMMUNITY, wish.communityId(), allowed, role, fields);
        absent(CUSTOMER, wish.customerId(), allowed, role, fields);
    }

    private static void absent(
            String field, @Nullable UUID id, String allowed, Role role, RequestFields fields) {
        fields.require(
                id == null || field.equals(allowed),
                field,
                id,
                "nothing: a %s has %s".formatted(role, allowed.isEmpty() ? "no scope" : allowed));
    }

    private static String roles() {
        return Stream.of(Role.values())
                .map(Role::code)
                .collect(Collectors.joining(", ", "one of ", ""));
    }
}
