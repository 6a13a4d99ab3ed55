package com.evaratech.alert.evaluate;

import com.evaratech.alert.rules.Binding;
import com.evaratech.alert.rules.CommittedRules;
import com.evaratech.alert.rules.Silence;
import com.evaratech.alert.rules.WatchedRule;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Category;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All rules at one moment, found by number and by the nodes that they watch. Immutable. */
final class RuleSet {

    /** Before the first reading of the table: no head is like its own. */
    static final RuleSet UNREAD = new RuleSet(-1, List.of());

    private final long head;
    private final boolean hasSilence;
    private final Map<Long, WatchedRule> byNumber = new HashMap<>();
    private final Map<Bound, List<WatchedRule>> enabled = new HashMap<>();

    /** What rules are bound to: the forms of a binding, each within its community. */
    private record Bound(UUID communityId, Binding binding) {}

    RuleSet(long head, List<WatchedRule> rules) {
        this.head = head;
        this.hasSilence =
                rules.stream().anyMatch(each -> each.rule().condition() instanceof Silence);
        for (WatchedRule watched : rules) {
            byNumber.put(watched.number(), watched);
            if (watched.rule().enabled()) {
                var bound = new Bound(watched.rule().communityId(), watched.rule().binding());
                enabled.computeIfAbsent(bound, _ -> new ArrayList<>()).add(watched);
            }
        }
    }

    /** This set, or the table's when it has changed since: one look at one row as a rule. */
    RuleSet refreshed(Connection connection) throws SQLException {
        long now = CommittedRules.head(connection);
        return now == head ? this : new RuleSet(now, CommittedRules.all(connection));
    }

    /** Whether it is of this head. */
    boolean isAt(long otherHead) {
        return head == otherHead;
    }

    /** Whether any of them waits for nodes to fall silent. */
    boolean hasSilence() {
        return hasSilence;
    }

    /** The rule of this number, also when it is disabled. */
    @Nullable WatchedRule find(long number) {
        return byNumber.get(number);
    }

    /** Whether a state is one of an enabled rule that watches for what it did. */
    boolean keeps(long number, RuleState state) {
        WatchedRule watched = byNumber.get(number);
        return watched != null
                && watched.rule().enabled()
                && watched.conditionVersion() == state.conditionVersion();
    }

    /** The enabled rules that watch a node. */
    List<WatchedRule> watching(NodeEntry node) {
        List<WatchedRule> rules = new ArrayList<>();
        add(rules, node, new Binding.OfNode(node.id()));
        add(rules, node, new Binding.OfCommunity());
        Category.find(node.category())
                .ifPresent(category -> add(rules, node, new Binding.OfCategory(category)));
        node.tags().forEach(tag -> add(rules, node, new Binding.OfTag(tag)));
        return rules;
    }

    private void add(List<WatchedRule> rules, NodeEntry node, Binding binding) {
        rules.addAll(
                enabled.getOrDefault(
                        new Bound(node.placement().communityId(), binding), List.of()));
    }
}
