package com.evaratech.alert.rules;

import com.evaratech.common.metric.Category;
import com.evaratech.common.metric.Metric;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/**
 * A row of {@code alerting.rule}. It has the columns of every kind of binding and of condition;
 * those of other kinds than its own are null.
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

    String kind;
    String metric;
    String operator;
    Double threshold;
    Double clearThreshold;
    Integer durationSeconds;

    static RuleEntity of(RuleDraft draft, UUID id, Instant createdAt) {
        RuleEntity row = new RuleEntity();
        row.id = id;
        row.version = 1;
        row.distributorId = draft.placement().distributorId();
        row.communityId = draft.placement().communityId();
        row.customerId = draft.placement().customerId();
        row.name = draft.name();
        row.severity = draft.severity().code();
        row.enabled = draft.enabled();
        row.createdAt = createdAt;
        row.set(draft.binding());
        row.set(draft.condition());
        return row;
    }

    private void set(Binding binding) {
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

    private void set(Condition condition) {
        switch (condition) {
            case Threshold wanted -> {
                kind = "threshold";
                metric = wanted.metric().code();
                operator = wanted.operator().code();
                threshold = wanted.threshold();
                clearThreshold = wanted.clearThreshold();
                durationSeconds = wanted.durationSeconds();
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
                condition(),
                Severity.ofCode(severity).orElseThrow(),
                enabled,
                createdAt);
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

    private Condition condition() {
        return switch (kind) {
            case "threshold" ->
                    new Threshold(
                            Metric.find(metric).orElseThrow(),
                            Operator.ofCode(operator).orElseThrow(),
                            threshold,
                            clearThreshold,
                            durationSeconds);
            default -> throw new IllegalStateException("rule.kind is " + kind);
        };
    }
}
