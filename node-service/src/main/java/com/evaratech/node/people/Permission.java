package com.evaratech.node.people;

import com.evaratech.common.access.Role;
import com.evaratech.node.grants.Grant;

/**
 * What somebody is to be allowed.
 *
 * @param subject the token's {@code sub}
 * @param active whether it holds
 */
record Permission(String subject, Grant grant, boolean active) {

    Role role() {
        return grant.role();
    }
}
