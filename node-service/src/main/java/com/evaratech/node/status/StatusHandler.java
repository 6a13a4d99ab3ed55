package com.evaratech.node.status;

import com.evaratech.common.reading.NodeFact;
import com.evaratech.common.reading.QuietPolls;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.consume.EntryHandler;
import com.evaratech.common.stream.consume.Received;
import com.evaratech.node.status.SeenTable.Newest;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the group {@code registry} does with the stream of readings: notes when nodes were last
 * seen, and finds those silent whose time is up by the heartbeats of their partition and source.
 */
@Singleton
class StatusHandler implements EntryHandler<Fact> {

    private final StatusBoard board;
    private final Watermarks watermarks = new Watermarks();

    /** Partitions in which time has gone on since they were judged. */
    private final Set<Integer> toJudge = new HashSet<>();

    StatusHandler(StatusBoard board) {
        this.board = board;
    }

    @Override
    public int newestSchema() {
        return NodeFact.NEWEST_SCHEMA;
    }

    @Override
    public @Nullable Fact decode(Entry entry) {
        return Fact.of(entry);
    }

    @Override
    public void apply(Connection transaction, List<Received<Fact>> round) throws SQLException {
        Map<Long, Newest> newest = new HashMap<>();
        Map<Long, Long> polledAt = new HashMap<>();
        for (Received<Fact> received : round) {
            switch (received.content()) {
                case Fact.Reported report ->
                        newest.merge(
                                report.nodeNumber(),
                                newest(report, received.partition()),
                                StatusHandler::later);
                case Fact.Quiet(QuietPolls polls) ->
                        polls.askedAt()
                                .forEach((node, at) ->
                                        polledAt.merge(node, at.toEpochMilli(), Math::max));
                case Fact.Beat beat -> {
                    watermarks.beat(received.partition(), beat);
                    toJudge.add(received.partition());
                }
            }
        }
        Collection<Long> notable = SeenTable.report(transaction, newest.values());
        SeenTable.poll(transaction, polledAt);
        watermarks.write(transaction);
        board.refresh(transaction, notable);
    }

    /** With the heartbeats before it: those behind it in the round say nothing of when it came. */
    private Newest newest(Fact.Reported report, int partition) {
        return new Newest(report, partition, watermarks.at(partition, report.source()));
    }

    private static Newest later(Newest one, Newest other) {
        return one.report().atMillis() >= other.report().atMillis() ? one : other;
    }

    @Override
    public Set<Integer> unsettled(Set<Integer> owned) {
        var unsettled = new HashSet<>(toJudge);
        unsettled.retainAll(owned);
        return unsettled;
    }

    /** Behind the fence: each partition is judged by its owner, by what is committed. */
    @Override
    public void settle(Connection transaction, Set<Integer> partitions) throws SQLException {
        SeenTable.Judged judged = SeenTable.judge(transaction, partitions);
        board.refresh(transaction, judged.notable());
        if (!judged.mayBeMore()) {
            toJudge.removeAll(partitions);
        }
    }

    @Override
    public void load(Connection connection, Set<Integer> partitions) throws SQLException {
        watermarks.load(connection, partitions);
        toJudge.addAll(partitions);
    }

    @Override
    public void drop(Set<Integer> partitions) {
        watermarks.drop(partitions);
        toJudge.removeAll(partitions);
    }
}
