package com.evaratech.alert.trial;

import com.evaratech.alert.rules.RuleWish;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The wish for a dry run as a caller wrote it.
 *
 * @param rule a rule that might be kept; or
 * @param ruleId one that is
 * @param nodeIds which nodes of its community; {@code null}: those that the rule watches
 * @param from the first instant; {@code null}: 30 days before the end
 * @param to behind the last instant; {@code null}: now
 */
@RegisterForReflection
record TrialWish(
        @Nullable RuleWish rule,
        @Nullable UUID ruleId,
        @Nullable List<@Nullable UUID> nodeIds,
        @Nullable Instant from,
        @Nullable Instant to) {}
