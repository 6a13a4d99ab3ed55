package com.evaratech.node.status;

import com.evaratech.common.alerting.AlertEvent;
import com.evaratech.common.alerting.OpenSet;
import com.evaratech.common.stream.StreamId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Which alerts of nodes are open, and how far the events of alert-service were followed: one row,
 * locked while events have their effect, so that they have it once.
 */
@Singleton
class OpenAlerts {

    private static final String PLACE =
            "select alerts_ms, alerts_seq, alert_version, alerts_life from registry.status_watch";

    private static final String MOVE =
            """
            update registry.status_watch
            set alerts_ms = ?, alerts_seq = ?, alert_version = ?, alerts_life = ?
            """;

    // Alerts of nodes that are gone meanwhile concern nobody.
    private static final String OPEN =
            """
            insert into registry.open_alert (alert_id, node_number)
            select opened.alert_id, s.number
            from unnest(?::uuid[], ?::uuid[]) as opened (alert_id, node_id)
            join registry.node_status s on s.node_id = opened.node_id
            on conflict (alert_id) do nothing
            """;

    private static final String END = "delete from registry.open_alert where alert_id = any(?)";

    private static final String END_OTHERS =
            "delete from registry.open_alert where alert_id <> all(?)";

    private static final String OF_NODES =
            "select number from registry.node_status where node_id = any(?)";

    private static final String MISCOUNTED =
            """
            select s.number
            from registry.node_status s
            left join (select node_number, count(*) as alerts from registry.open_alert
                       group by node_number) a on a.node_number = s.number
            where s.open_alerts <> coalesce(a.alerts, 0)
            """;

    private static final String COUNT =
            """
            update registry.node_status s set open_alerts = counted.alerts
            from (select n.number, count(a.alert_id) as alerts
                  from unnest(?::bigint[]) as n (number)
                  left join registry.open_alert a on a.node_number = n.number
                  group by n.number) counted
            where s.number = counted.number and s.open_alerts <> counted.alerts
            """;

    private final StatusBoard board;

    OpenAlerts(StatusBoard board) {
        this.board = board;
    }

    /**
     * How far the events were followed.
     *
     * @param at the last entry that was taken
     * @param version of the last event that had its effect; negative before the first
     * @param life of the stream that the entry is of; empty before the first
     */
    record Place(StreamId at, long version, String life) {}

    /** What is committed. */
    Place place(Connection connection) throws SQLException {
        return readPlace(connection, PLACE);
    }

    /** Has the effects of events behind a place, unless another replica has had them. */
    void take(Connection transaction, Place from, StreamId to, List<AlertEvent> events)
            throws SQLException {
        if (isElsewhere(transaction, from)) {
            return;
        }
        long version = from.version();
        Map<UUID, AlertEvent> last = new LinkedHashMap<>();
        for (AlertEvent event : events) {
            if (event.version().packed() > version) {
                version = event.version().packed();
                last.put(event.alert().alertId(), event);
            }
        }
        move(transaction, new Place(to, version, from.life()));
        Map<UUID, UUID> opened = new LinkedHashMap<>();
        List<UUID> ended = new ArrayList<>();
        List<UUID> nodes = new ArrayList<>();
        for (AlertEvent event : last.values()) {
            nodes.add(event.alert().nodeId());
            switch (event.type()) {
                case OPENED -> opened.put(event.alert().alertId(), event.alert().nodeId());
                case RESOLVED -> ended.add(event.alert().alertId());
            }
        }
        List<Long> touched = numbers(transaction, OF_NODES, "uuid", nodes);
        board.lock(transaction, touched);
        execute(transaction, END, "uuid", ended);
        open(transaction, opened);
        execute(transaction, COUNT, "bigint", touched);
        board.refresh(transaction, touched);
    }

    /** Takes over which alerts are open, after events were missed. */
    void replace(Connection transaction, Place from, OpenSet open) throws SQLException {
        if (isElsewhere(transaction, from)) {
            return;
        }
        var version = open.version();
        move(
                transaction,
                new Place(open.at(), version == null ? -1 : version.packed(), open.life()));
        execute(transaction, END_OTHERS, "uuid", open.nodes().keySet());
        open(transaction, open.nodes());
        List<Long> touched = numbers(transaction, MISCOUNTED);
        board.lock(transaction, touched);
        execute(transaction, COUNT, "bigint", touched);
        board.refresh(transaction, touched);
    }

    private static boolean isElsewhere(Connection transaction, Place from) throws SQLException {
        return !readPlace(transaction, PLACE + " for update").equals(from);
    }

    private static Place readPlace(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql);
                var row = statement.executeQuery()) {
            if (!row.next()) {
                throw new IllegalStateException("registry.status_watch has lost its row");
            }
            return new Place(
                    new StreamId(row.getLong(1), row.getLong(2)), row.getLong(3), row.getString(4));
        }
    }

    private static void move(Connection transaction, Place to) throws SQLException {
        try (var statement = transaction.prepareStatement(MOVE)) {
            statement.setLong(1, to.at().millis());
            statement.setLong(2, to.at().sequence());
            statement.setLong(3, to.version());
            statement.setString(4, to.life());
            int _ = statement.executeUpdate();
        }
    }

    private static void open(Connection transaction, Map<UUID, UUID> nodes) throws SQLException {
        var alerts = List.copyOf(nodes.entrySet());
        try (var statement = transaction.prepareStatement(OPEN)) {
            statement.setArray(
                    1,
                    transaction.createArrayOf(
                            "uuid", alerts.stream().map(Map.Entry::getKey).toArray()));
            statement.setArray(
                    2,
                    transaction.createArrayOf(
                            "uuid", alerts.stream().map(Map.Entry::getValue).toArray()));
            int _ = statement.executeUpdate();
        }
    }

    private static void execute(
            Connection transaction, String sql, String type, Collection<?> values)
            throws SQLException {
        try (var statement = transaction.prepareStatement(sql)) {
            statement.setArray(1, transaction.createArrayOf(type, values.toArray()));
            int _ = statement.executeUpdate();
        }
    }

    private static List<Long> numbers(
            Connection transaction, String sql, String type, Collection<?> values)
            throws SQLException {
        try (var statement = transaction.prepareStatement(sql)) {
            statement.setArray(1, transaction.createArrayOf(type, values.toArray()));
            return numbers(statement);
        }
    }

    private static List<Long> numbers(Connection transaction, String sql) throws SQLException {
        try (var statement = transaction.prepareStatement(sql)) {
            return numbers(statement);
        }
    }

    private static List<Long> numbers(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var numbers = new ArrayList<Long>();
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers;
        }
    }
}
