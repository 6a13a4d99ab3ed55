package com.evaratech.alert.evaluate;

import com.evaratech.alert.alerts.AlertLedger;
import com.evaratech.alert.alerts.OpenAlert;
import com.evaratech.alert.deletion.NodeRemovals;
import com.evaratech.common.forget.ForgottenNodes;
import com.evaratech.common.forget.Sifted;
import com.evaratech.common.reading.Forget;
import com.evaratech.common.reading.NodeFact;
import com.evaratech.common.reading.NodeReadings;
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
 * when its round begins, and writes states, alerts and events in the round's transaction. What is
 * open of a node that is deleted ends; readings that come behind that are passed over.
 */
@Singleton
class ReadingHandler implements EntryHandler<NodeFact> {

    private final NodeLookup nodes;
    private final Telling telling;
    private final Unsettled unsettled;
    private final NodeRemovals removals;
    private final SilentNodes silent;
    private final InstantSource clock;
    private final ForgottenNodes forgotten = new ForgottenNodes("alerting");
    private final States states = new States();
    private boolean hasForgotten;
    private volatile RuleSet rules = RuleSet.UNREAD;

    ReadingHandler(
            NodeLookup nodes,
            Telling telling,
            Unsettled unsettled,
            NodeRemovals removals,
            SilentNodes silent,
            EvaluationMetrics metrics,
            InstantSource clock) {
        this.nodes = nodes;
        this.telling = telling;
        this.unsettled = unsettled;
        this.removals = removals;
        this.silent = silent;
        this.clock = clock;
        metrics.show(states, () -> rules);
    }

    @Override
    public int newestSchema() {
        return NodeFact.NEWEST_SCHEMA;
    }

    /**
     * Until the directory is here every round would wait for it, and end by reading all states
     * anew.
     */
    @Override
    public boolean isReady() {
        return nodes.isReady();
    }

    @Override
    public @Nullable NodeFact decode(Entry entry) {
        return NodeFact.in(entry);
    }

    @Override
    public void apply(Connection transaction, List<Received<NodeFact>> round) throws SQLException {
        Sifted sifted = forgotten.sift(round);
        Set<Long> numbers = new HashSet<>();
        sifted.readings().forEach(received -> numbers.add(received.content().nodeNumber()));
        // They are gone from the directory, and not to be waited for.
        sifted.forgotten().forEach(received -> numbers.remove(received.content().nodeNumber()));
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
        for (Received<NodeReadings> received : sifted.readings()) {
            nodes.find(received.content().nodeNumber())
                    .ifPresentOrElse(node -> evaluation.judge(received, node), nodes::passOver);
        }
        sifted.rejected().forEach(_ -> nodes.passOver());
        for (Received<Forget> received : sifted.forgotten()) {
            evaluation.end(received.partition(), received.content().nodeNumber());
        }
        forgotten.note(transaction, sifted.forgotten());
        boolean _ = write(transaction, evaluation);
        hasForgotten |= !sifted.forgotten().isEmpty();
    }

    @Override
    public Set<Integer> unsettled(Set<Integer> owned) throws SQLException {
        Set<Integer> wanted = unsettled.among(owned, rules);
        if (!rules.hasSilence()) {
            silent.ignore();
            return wanted;
        }
        Set<Integer> all = new HashSet<>(wanted);
        all.addAll(silent.among(owned, clock.instant()));
        return all;
    }

    /**
     * Ends what no reading ends: alerts of rules that changed, of nodes that are elsewhere; and
     * silence.
     */
    @Override
    public void settle(Connection transaction, Set<Integer> partitions) throws SQLException {
        rules = rules.refreshed(transaction);
        // In a storm of nodes that fall silent, all that is open is not to be read for each of
        // them.
        Set<Integer> stale = unsettled.begin(partitions, rules);
        var evaluation = new Evaluation(rules, states, clock.instant());
        stale.forEach(evaluation::reconcile);
        boolean isAnswered = review(transaction, stale, evaluation);
        // Behind the ends: of a node that others have now, another alert opens, which is theirs.
        var watch = new SilenceWatch(rules, states, silent, clock.instant());
        isAnswered &= watch.judge(partitions, stale, evaluation);
        if (write(transaction, evaluation)) {
            silent.again(partitions, clock.instant());
        }
        if (isAnswered) {
            unsettled.settled(partitions, rules);
        }
    }

    /** Whether the directory could tell of the nodes of all that is open. */
    private boolean review(Connection transaction, Set<Integer> stale, Evaluation evaluation)
            throws SQLException {
        if (stale.isEmpty()) {
            return true;
        }
        boolean isAnswered = true;
        for (OpenAlert alert : OpenAlert.of(transaction, stale)) {
            var node = nodes.findIfKnown(alert.nodeId());
            node.ifPresent(known -> evaluation.review(alert, known));
            isAnswered &= node.isPresent();
        }
        return isAnswered;
    }

    /** Whether a person had ended an alert that was thought to be open. */
    private boolean write(Connection transaction, Evaluation evaluation) throws SQLException {
        RoundChanges changes = evaluation.changes();
        AlertLedger.Result ledger = AlertLedger.write(transaction, changes.alerts());
        ledger.endedByOthers().forEach(evaluation::beginAnew);
        StateTable.remove(transaction, changes.removed());
        StateTable.write(transaction, changes.written());
        JudgedTable.write(transaction, changes.judged(), states);
        telling.write(transaction, ledger.notices());
        return !ledger.endedByOthers().isEmpty();
    }

    @Override
    public void committed() {
        telling.soon();
        if (hasForgotten) {
            hasForgotten = false;
            removals.soon();
        }
    }

    /** States as they are committed may be of rules that have changed since. */
    @Override
    public void load(Connection connection, Set<Integer> partitions) throws SQLException {
        StateTable.load(connection, partitions, states);
        forgotten.load(connection, partitions);
        unsettled.forget(partitions);
    }

    @Override
    public void drop(Set<Integer> partitions) {
        states.drop(partitions);
        forgotten.drop(partitions);
        unsettled.forget(partitions);
    }
}
