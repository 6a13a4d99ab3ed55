package com.evaratech.alert.rules;

import com.evaratech.common.metric.Category;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A rule that makes sense for the nodes of a category wherever they stand.
 *
 * @param key its name, the same for ever
 * @param category whose nodes its rule watches
 * @param name what its alerts are called
 * @param condition when they open
 * @param severity how much they matter
 * @param reason why these numbers, for whoever changes them
 */
@RegisterForReflection
record RuleTemplate(
        String key,
        Category category,
        String name,
        Condition condition,
        Severity severity,
        String reason) {}
