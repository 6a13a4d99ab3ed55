package com.evaratech.alert.rules;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The wish for a rule as a caller wrote it, nothing of it checked: {@link RuleCheck} does, so that
 * one answer names every field at fault.
 *
 * @param enabled {@code null} means true
 */
@RegisterForReflection
public record RuleWish(
        @Nullable String name,
        @Nullable UUID communityId,
        @Nullable BindingForm binding,
        @Nullable ConditionForm condition,
        @Nullable String severity,
        @Nullable Boolean enabled) {

    /** A request without a body: everything is missing. */
    static final RuleWish EMPTY = new RuleWish(null, null, null, null, null, null);

    /** The same for a rule that a community has already. */
    RuleWish in(UUID community) {
        return new RuleWish(name, community, binding, condition, severity, enabled);
    }

    /** The node that the rule is to be bound to, when it names one. */
    @Nullable UUID boundNodeId() {
        return binding == null ? null : binding.boundNodeId();
    }
}
