package com.evaratech.alert.rules;

import com.evaratech.common.access.Placement;
import com.evaratech.common.metric.Category;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/**
 * A row of {@code alerting.rule}. It has the columns of every kind of binding; those of other kinds
 * than its own are null.
 */
@Entity
@Table(schema = "alerting", name = "rule")
class RuleEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    UUID id;
    long version;
    UUID distributorId;
    UUID communityId;
    UUID customerId;
    String name;
    String severity;
    boolean enabled;
    Instant createdAt;

    String boundTo;
    UUID nodeId;
    String category;
    String tag;

    @Embedded ConditionColumns condition;

    @Column(updatable = false)
    String template;

    static RuleEntity of(RuleDraft draft, UUID id, Instant createdAt) {
        RuleEntity row = new RuleEntity();
        row.id = id;
        row.createdAt = createdAt;
        row.set(draft);
        return row;
    }

    /** Takes a draft over as the rule's next version. */
    void set(RuleDraft draft) {
        version++;
        distributorId = draft.placement().distributorId();
        communityId = draft.placement().communityId();
        customerId = draft.placement().customerId();
        name = draft.name();
        severity = draft.severity().code();
        enabled = draft.enabled();
        set(draft.binding());
        condition = ConditionColumns.of(draft.condition());
    }

    /** Whose affair it is. */
    Placement placement() {
        return new Placement(distributorId, communityId, customerId);
    }

    private void set(Binding binding) {
        nodeId = null;
        category = null;
        tag = null;
        switch (binding) {
            case Binding.OfNode(var node) -> {
                boundTo = "node";
                nodeId = node;
            }
            case Binding.OfCommunity() -> boundTo = "community";
            case Binding.OfCategory(var watched) -> {
                boundTo = "category";
                category = watched.name();
            }
            case Binding.OfTag(var watched) -> {
                boundTo = "tag";
                tag = watched;
            }
        }
    }

    Rule toRule() {
        return new Rule(
                id,
                version,
                communityId,
                name,
                binding(),
                condition.condition(),
                Severity.ofCode(severity).orElseThrow(),
                enabled,
                createdAt,
                template);
    }

    private Binding binding() {
        return switch (boundTo) {
            case "node" -> new Binding.OfNode(nodeId);
            case "community" -> new Binding.OfCommunity();
            case "category" -> new Binding.OfCategory(Category.valueOf(category));
            case "tag" -> new Binding.OfTag(tag);
            default -> throw new IllegalStateException("rule.bound_to is " + boundTo);
        };
    }
}
