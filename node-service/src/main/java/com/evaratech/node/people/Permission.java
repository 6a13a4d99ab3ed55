package com.evaratech.node.people;

import com.evaratech.common.access.Role;
import com.evaratech.node.tenancy.TenancyPart;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is to be allowed.
 *
 * @param subject the token's {@code sub}
 * @param part what they may do it to, as fits the role; {@code null} for everything
 * @param active whether it holds
 */
record Permission(String subject, Role role, @Nullable TenancyPart part, boolean active) {}
