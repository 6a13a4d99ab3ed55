package com.evaratech.node.grants;

import com.evaratech.common.access.Role;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.node.TenancyLevel;
import com.evaratech.node.tenancy.TenancyPart;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which role and scope go together. */
public final class GrantRules {
    private static final String DISTRIBUTOR = "distributor_id";
    private static final String COMMUNITY = "community_id";
    private static final String CUSTOMER = "customer_id";

    private GrantRules() {}

    /** Reads the fields of a grant; what is wrong with them is noted. */
    public static Grant read(GrantWish wish, RequestFields fields) {
        var role = fields.coded("role", wish.role(), Role::ofCode, roles(), Role.VIEWER);
        // Without a known role nothing can be said about the scope.
        return new Grant(role, role.code().equals(wish.role()) ? part(role, wish, fields) : null);
    }

    private static @Nullable TenancyPart part(Role role, GrantWish wish, RequestFields fields) {
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
    private static @Nullable TenancyPart viewed(GrantWish wish, RequestFields fields) {
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

    private static void only(String allowed, Role role, GrantWish wish, RequestFields fields) {
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
