package com.evaratech.common.forget;

import com.evaratech.common.reading.Correction;
import com.evaratech.common.reading.Forget;
import com.evaratech.common.reading.NodeFact;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.stream.consume.Received;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The numbers that are rejected, in memory for the partitions that this process has, and in the
 * table {@code forgotten_node}. For the consumer's thread; memory follows the round and is loaded
 * anew when that is rolled back.
 */
public final class ForgottenNodes {

    private final String load;
    private final String note;
    private final Map<Integer, Set<Long>> byPartition = new HashMap<>();

    /**
     * Those of one service.
     *
     * @param schema with the tables of {@code db/forget}
     */
    public ForgottenNodes(String schema) {
        this.load =
                "select partition, number from %s.forgotten_node where partition = any(?)"
                        .formatted(schema);
        // One that comes again changes nothing: its removal may be over.
        this.note =
                """
                insert into %s.forgotten_node
                    (number, partition, node_id, export_id, kind, distributor_id, community_id,
                     customer_id, forgotten_at, kept_until)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict do nothing
                """
                        .formatted(schema);
    }

    /** Tells a round's entries apart; from each deletion on its node's readings are rejected. */
    public Sifted sift(List<Received<NodeFact>> round) {
        List<Received<NodeReadings>> readings = new ArrayList<>(round.size());
        List<Received<NodeReadings>> rejected = new ArrayList<>();
        List<Received<Forget>> forgotten = new ArrayList<>();
        List<Received<Correction>> corrections = new ArrayList<>();
        for (Received<NodeFact> received : round) {
            switch (received.content()) {
                case NodeReadings content ->
                        (isForgotten(received.partition(), content.nodeNumber())
                                        ? rejected
                                        : readings)
                                .add(with(received, content));
                case Correction correction -> {
                    if (!isForgotten(received.partition(), correction.nodeNumber())) {
                        corrections.add(with(received, correction));
                    }
                }
                case Forget forget -> {
                    add(received.partition(), forget.nodeNumber());
                    forgotten.add(with(received, forget));
                }
            }
        }
        return new Sifted(readings, rejected, forgotten, corrections);
    }

    /** Notes deletions in the round's transaction; their removal begins once it is committed. */
    public void note(Connection transaction, List<Received<Forget>> forgotten) throws SQLException {
        if (forgotten.isEmpty()) {
            return;
        }
        try (var statement = transaction.prepareStatement(note)) {
            for (Received<Forget> received : forgotten) {
                Forget forget = received.content();
                statement.setLong(1, forget.nodeNumber());
                statement.setInt(2, received.partition());
                statement.setObject(3, forget.nodeId());
                statement.setObject(4, forget.exportId());
                statement.setString(5, forget.kind().name());
                statement.setObject(6, forget.placement().distributorId());
                statement.setObject(7, forget.placement().communityId());
                statement.setObject(8, forget.placement().customerId());
                statement.setObject(9, forget.at().atOffset(ZoneOffset.UTC));
                statement.setObject(10, forget.keptUntil().atOffset(ZoneOffset.UTC));
                statement.addBatch();
            }
            int[] _ = statement.executeBatch();
        }
    }

    /** Reads the numbers of these partitions, replacing what was known. */
    public void load(Connection connection, Set<Integer> partitions) throws SQLException {
        drop(partitions);
        try (var statement = connection.prepareStatement(load)) {
            statement.setArray(1, connection.createArrayOf("int", partitions.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    add(rows.getInt(1), rows.getLong(2));
                }
            }
        }
    }

    /** Lets go of partitions that somebody else has. */
    public void drop(Set<Integer> partitions) {
        byPartition.keySet().removeAll(partitions);
    }

    private boolean isForgotten(int partition, long number) {
        Set<Long> numbers = byPartition.get(partition);
        return numbers != null && numbers.contains(number);
    }

    private void add(int partition, long number) {
        boolean _ = byPartition.computeIfAbsent(partition, _ -> new HashSet<>()).add(number);
    }

    private static <E> Received<E> with(Received<NodeFact> received, E content) {
        return new Received<>(received.partition(), received.id(), received.entry(), content);
    }
}
