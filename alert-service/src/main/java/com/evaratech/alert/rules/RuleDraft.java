package com.evaratech.alert.rules;

import com.evaratech.common.access.Placement;

/**
 * A rule that passed every check and is not kept yet.
 *
 * @param placement the community that it belongs to; the customer, when it watches a customer's
 *     node
 */
record RuleDraft(
        Placement placement,
        String name,
        Binding binding,
        Condition condition,
        Severity severity,
        boolean enabled) {

    /** Whether a rule is this already. Its tenants follow from community and binding. */
    boolean says(Rule rule) {
        return name.equals(rule.name())
                && binding.equals(rule.binding())
                && condition.equals(rule.condition())
                && severity == rule.severity()
                && enabled == rule.enabled();
    }
}
