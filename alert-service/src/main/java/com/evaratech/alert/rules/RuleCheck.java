package com.evaratech.alert.rules;

import com.evaratech.common.access.Placement;
import com.evaratech.common.directory.CommunityEntry;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides whether a wish makes a rule. Pure: what must be looked up is handed in. */
final class RuleCheck {

    private static final int LONGEST_NAME = 120;

    private final RuleWish wish;
    private final @Nullable CommunityEntry community;
    private final @Nullable NodeEntry node;
    private final List<FieldError> errors = new ArrayList<>();

    private RuleCheck(RuleWish wish, @Nullable CommunityEntry community, @Nullable NodeEntry node) {
        this.wish = wish;
        this.community = community;
        this.node = node;
    }

    /**
     * The rule to keep.
     *
     * @param community what the wish names as community; {@code null} when it names none
     * @param node the node that the wish binds to; {@code null} when it binds to none
     * @throws InvalidRequest naming every field at fault
     */
    static RuleDraft check(
            RuleWish wish, @Nullable CommunityEntry community, @Nullable NodeEntry node) {
        return new RuleCheck(wish, community, node).draft();
    }

    private RuleDraft draft() {
        String name = checkName();
        if (community == null) {
            errors.add(FieldError.missing("community_id", "the id of a community in your scope"));
        }
        Optional<Binding> binding = checkBinding();
        Optional<Condition> condition = checkCondition(binding);
        Optional<Severity> severity = checkSeverity();
        if (!errors.isEmpty() || community == null) {
            throw new InvalidRequest(errors);
        }
        return new RuleDraft(
                placement(community),
                name,
                binding.orElseThrow(),
                condition.orElseThrow(),
                severity.orElseThrow(),
                wish.enabled() == null || wish.enabled());
    }

    private String checkName() {
        String name = wish.name() == null ? "" : wish.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            errors.add(FieldError.of("name", wish.name(), "1 to " + LONGEST_NAME + " characters"));
        }
        return name;
    }

    private Optional<Binding> checkBinding() {
        if (wish.binding() == null) {
            errors.add(
                    FieldError.missing(
                            "binding", "an object whose kind is one of " + BindingForm.KINDS));
            return Optional.empty();
        }
        if (node != null
                && community != null
                && !node.placement().communityId().equals(community.id())) {
            errors.add(
                    FieldError.of(
                            "binding.node_id",
                            node.id(),
                            "the id of a node of the community " + community.id()));
        }
        return wish.binding().check(errors);
    }

    private Optional<Condition> checkCondition(Optional<Binding> binding) {
        if (wish.condition() == null) {
            errors.add(
                    FieldError.missing(
                            "condition", "an object whose kind is one of " + ConditionForm.KINDS));
            return Optional.empty();
        }
        return wish.condition().check(binding.map(this::watched).orElse(null), errors);
    }

    /** The kind of the nodes that the binding selects; {@code null} when they may differ. */
    private @Nullable Kind watched(Binding binding) {
        return switch (binding) {
            case Binding.OfNode _ -> node == null ? null : Kind.valueOf(node.kind());
            case Binding.OfCategory(var category) -> category.kind();
            case Binding.OfCommunity _, Binding.OfTag _ -> null;
        };
    }

    private Optional<Severity> checkSeverity() {
        Optional<Severity> known = Optional.ofNullable(wish.severity()).flatMap(Severity::ofCode);
        if (known.isEmpty()) {
            errors.add(FieldError.of("severity", wish.severity(), "one of " + Severity.ALLOWED));
        }
        return known;
    }

    private Placement placement(CommunityEntry owner) {
        return new Placement(
                owner.distributorId(),
                owner.id(),
                node == null ? null : node.placement().customerId());
    }
}
