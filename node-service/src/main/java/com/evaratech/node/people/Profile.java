package com.evaratech.node.people;

import com.evaratech.common.access.Role;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the person behind a token's subject may do. At most one of the ids is there: the root of the
 * part of the tenancy tree they act in.
 *
 * @param active whether they may do anything at all
 * @param version counts its changes, from 1; the ETag
 */
public record Profile(
        String subject,
        Role role,
        @Nullable UUID distributorId,
        @Nullable UUID communityId,
        @Nullable UUID customerId,
        boolean active,
        long version) {

    /** Names this version of it, without the quotes of the header. */
    String etag() {
        return Long.toString(version);
    }

    boolean isActiveSuperadmin() {
        return active && role == Role.SUPERADMIN;
    }
}
