package com.evaratech.bench.registry;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who asks, and what of the tree they see. */
enum Role {
    SUPERADMIN(null, null),
    DISTRIBUTOR("distributor_id", Tree.DISTRIBUTOR),
    COMMUNITY_ADMIN("community_id", Tree.COMMUNITY),
    INSTALLER("community_id", Tree.COMMUNITY),
    CUSTOMER("customer_id", Tree.CUSTOMER),
    VIEWER("community_id", Tree.COMMUNITY);

    private final @Nullable String column;
    private final @Nullable UUID id;

    Role(@Nullable String column, @Nullable UUID id) {
        this.column = column;
        this.id = id;
    }

    /** As the API writes it. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The condition in SQL that the rows of its scope meet. */
    String rows() {
        return column == null ? "true" : "%s = '%s'".formatted(column, id);
    }

    /** The profile that a person of the role is given. */
    Map<String, Object> profile() {
        var profile = new HashMap<String, Object>();
        profile.put("role", code());
        profile.put("active", true);
        if (column != null && id != null) {
            profile.put(column, id.toString());
        }
        return profile;
    }
}
