package com.evaratech.node.groups;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The wish to put nodes into a group and take others out of it, as it came: {@link GroupRules} says
 * what is accepted.
 */
record ChangeNodes(@Nullable List<@Nullable UUID> add, @Nullable List<@Nullable UUID> remove) {}
