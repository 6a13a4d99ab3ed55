package com.evaratech.alert.evaluate;

import com.evaratech.alert.alerts.AlertLedger;
import com.evaratech.alert.alerts.AlertNotice;
import com.evaratech.alert.alerts.OpenAlert;
import com.evaratech.alert.publish.AlertOutbox;
import com.evaratech.alert.publish.AlertRelay;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.ReadingsCodec;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.consume.EntryHandler;
import com.evaratech.common.stream.consume.Received;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the group {@code alerting} does with readings: judges them by the rules that are committed
 * when its round begins, and writes states, alerts and events in the round's transaction.
 */
@Singleton
class ReadingHandler implements EntryHandler<NodeReadings> {

    private final NodeLookup nodes;
    private final AlertRelay relay;
    private final TransitionSpans spans;
    private final Unsettled unsettled;
    private final InstantSource clock;
    private final States states = new States();
    private volatile RuleSet rules = RuleSet.UNREAD;

    ReadingHandler(
            NodeLookup nodes,
            AlertRelay relay,
            TransitionSpans spans,
            Unsettled unsettled,
            EvaluationMetrics metrics,
            InstantSource clock) {
        this.nodes = nodes;
        this.relay = relay;
        this.spans = spans;
        this.unsettled = unsettled;
        this.clock = clock;
        metrics.show(states, () -> rules);
    }

    @Override
    public int newestSchema() {
        return ReadingsCodec.SCHEMA;
    }

    @Override
    public @Nullable NodeReadings decode(Entry entry) {
        return ReadingsCodec.isReadings(entry) ? ReadingsCodec.decode(entry) : null;
    }

    @Override
    public void apply(Connection transaction, List<Received<NodeReadings>> round)
            throws SQLException {
        Set<Long> numbers = new HashSet<>();
        round.forEach(received -> numbers.add(received.content().nodeNumber()));
        // Before the first statement: while it waits, it holds nothing that others want.
        nodes.await(numbers);
        rules = rules.refreshed(transaction);
        var evaluation = new Evaluation(rules, states, clock.instant());
        // Only those whose fence this round has; the others are settled in rounds of their own.
        round.stream()
                .map(Received::partition)
                .distinct()
                .filter(partition -> !unsettled.isSettledBy(rules, partition))
                .forEach(evaluation::reconcile);
        for (Received<NodeReadings> received : round) {
            nodes.find(received.content().nodeNumber())
                    .ifPresentOrElse(node -> evaluation.judge(received, node), nodes::passOver);
        }
        write(transaction, evaluation.changes());
    }

    @Override
    public Set<Integer> unsettled(Set<Integer> owned) throws SQLException {
        return unsettled.among(owned, rules);
    }

    /** Ends what no reading ends: alerts of rules that changed, and of nodes that are elsewhere. */
    @Override
    public void settle(Connection transaction, Set<Integer> partitions) throws SQLException {
        unsettled.begin(partitions);
        rules = rules.refreshed(transaction);
        var evaluation = new Evaluation(rules, states, clock.instant());
        partitions.forEach(evaluation::reconcile);
        boolean isAnswered = true;
        for (OpenAlert alert : OpenAlert.of(transaction, partitions)) {
            var node = nodes.findIfKnown(alert.nodeId());
            node.ifPresent(known -> evaluation.review(alert, known));
            isAnswered &= node.isPresent();
        }
        write(transaction, evaluation.changes());
        if (isAnswered) {
            unsettled.settled(partitions, rules);
        }
    }

    private void write(Connection transaction, RoundChanges changes) throws SQLException {
        StateTable.remove(transaction, changes.removed());
        StateTable.write(transaction, changes.written());
        JudgedTable.write(transaction, changes.judged(), states);
        List<AlertNotice> notices = AlertLedger.write(transaction, changes.alerts());
        AlertOutbox.append(transaction, spans.show(notices));
    }

    @Override
    public void committed() {
        relay.soon();
    }

    /** States as they are committed may be of rules that have changed since. */
    @Override
    public void load(Connection connection, Set<Integer> partitions) throws SQLException {
        StateTable.load(connection, partitions, states);
        JudgedTable.load(connection, partitions, states);
        unsettled.forget(partitions);
    }

    @Override
    public void drop(Set<Integer> partitions) {
        states.drop(partitions);
        unsettled.forget(partitions);
    }
}
