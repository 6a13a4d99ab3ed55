package com.evaratech.node.grants;

import com.evaratech.common.access.Role;
import com.evaratech.node.tenancy.TenancyPart;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is to be allowed.
 *
 * @param part what they may do it to, as fits the role; {@code null} for everything
 */
public record Grant(Role role, @Nullable TenancyPart part) {}
