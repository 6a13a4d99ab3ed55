package com.evaratech.alert.trial;

import com.evaratech.alert.AlertException.NodeNotFound;
import com.evaratech.alert.evaluate.TrialRun;
import com.evaratech.alert.rules.RuleWish;
import com.evaratech.alert.rules.TriedRule;
import com.evaratech.alert.rules.TriedRules;
import com.evaratech.common.access.Caller;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.directory.NodesByNumber;
import com.evaratech.common.problem.RequestFields;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a dry run of a wish, or says what is wrong with it. */
@Singleton
class TrialPlan {

    /** Nodes of a dry run. */
    static final int MOST_NODES = 1_000;

    // A season: what an anomaly rule learns in, and what of a thousand nodes takes a minute or two.
    private static final Duration LONGEST = Duration.ofDays(92);
    private static final Duration USUAL = Duration.ofDays(30);

    private final TriedRules rules;
    private final NodesByNumber nodes;
    private final InstantSource clock;

    TrialPlan(TriedRules rules, NodesByNumber nodes, InstantSource clock) {
        this.rules = rules;
        this.nodes = nodes;
        this.clock = clock;
    }

    /** What is to be run. Fails as the rule itself would, and with what is wrong of the rest. */
    PlannedTrial of(Caller caller, TrialWish wish) throws SQLException {
        return plan(caller, wish, rule(caller, wish));
    }

    private TriedRule rule(Caller caller, TrialWish wish) throws SQLException {
        UUID id = wish.ruleId();
        RuleWish rule = wish.rule();
        if (id != null && rule == null) {
            return rules.kept(caller, id);
        }
        if (rule != null && id == null) {
            return rules.wished(caller, rule, "rule");
        }
        var fields = new RequestFields();
        fields.refuse(
                "rule", null, "a rule, or instead of it rule_id, the id of one that there is");
        fields.refuseIfAnyIsWrong();
        throw new IllegalStateException("refused");
    }

    private PlannedTrial plan(Caller caller, TrialWish wish, TriedRule rule) {
        var fields = new RequestFields();
        Instant until = wish.to() == null ? clock.instant() : fields.time("to", wish.to());
        Instant from = wish.from() == null ? until.minus(USUAL) : fields.time("from", wish.from());
        Duration length = Duration.between(from, until);
        fields.require(
                length.isPositive() && length.compareTo(LONGEST) <= 0,
                "from",
                from,
                "a time before to, by %d days at most".formatted(LONGEST.toDays()));
        fields.require(
                !TrialRun.metrics(rule.condition()).isEmpty(),
                wish.rule() == null ? "rule_id" : "rule.condition.kind",
                "silence",
                "a rule that readings tell of");
        List<NodeEntry> judged = nodes(caller, wish, rule, fields);
        fields.refuseIfAnyIsWrong();
        return new PlannedTrial(rule.condition(), judged, from, until);
    }

    private List<NodeEntry> nodes(
            Caller caller, TrialWish wish, TriedRule rule, RequestFields fields) {
        Map<UUID, NodeEntry> visible = new HashMap<>();
        nodes.all()
                .filter(node -> node.placement().communityId().equals(rule.communityId()))
                .filter(node -> caller.scope().covers(node.placement()))
                .forEach(node -> visible.put(node.id(), node));
        List<@Nullable UUID> named = wish.nodeIds();
        List<NodeEntry> judged = new ArrayList<>();
        if (named == null) {
            visible.values().stream().filter(rule.binding()::names).forEach(judged::add);
            fields.require(
                    judged.size() <= MOST_NODES,
                    "node_ids",
                    null,
                    "1 to %d of the %d nodes that the rule watches"
                            .formatted(MOST_NODES, judged.size()));
        } else if (named.isEmpty() || named.size() > MOST_NODES) {
            fields.refuse("node_ids", named.size(), "1 to %d ids".formatted(MOST_NODES));
        } else {
            for (int place = 0; place < named.size(); place++) {
                String field = "node_ids[%d]".formatted(place);
                UUID id = fields.id(field, named.get(place));
                NodeEntry node = visible.remove(id);
                if (node != null) {
                    judged.add(node);
                } else if (named.get(place) != null && !named.subList(0, place).contains(id)) {
                    throw new NodeNotFound(field, id);
                }
            }
        }
        judged.sort(Comparator.comparingLong(NodeEntry::number));
        return judged;
    }
}
