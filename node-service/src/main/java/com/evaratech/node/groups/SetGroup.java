package com.evaratech.node.groups;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The wish for a group, as it came: {@link GroupRules} says what is accepted. */
record SetGroup(@Nullable UUID communityId, @Nullable String name) {}
