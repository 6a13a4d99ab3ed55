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
        boolean enabled) {}
