package com.evaratech.alert.alerts;

import com.evaratech.common.access.Placement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * An alert that is open.
 *
 * @param partition where the readings of its node are
 * @param key its rule and its node
 * @param nodeId the node in APIs
 * @param placement the tenants whose alert it is
 */
public record OpenAlert(int partition, AlertKey key, UUID nodeId, Placement placement) {

    // From the few open ones to their states.
    private static final String OF_PARTITIONS =
            """
            select state.partition, alert.rule_number, alert.node_number, alert.node_id,
                alert.distributor_id, alert.community_id, alert.customer_id
            from alerting.alert alert
            join alerting.rule_state state
                on state.rule_number = alert.rule_number and state.node_number = alert.node_number
            where alert.state = 'open' and state.partition = any(?)
            """;

    /** The nodes of all that are open, by the alerts' ids. */
    public static Map<UUID, UUID> nodes(Connection connection) throws SQLException {
        try (var statement =
                        connection.prepareStatement(
                                "select id, node_id from alerting.alert where state = 'open'");
                var rows = statement.executeQuery()) {
            Map<UUID, UUID> nodes = new HashMap<>();
            while (rows.next()) {
                nodes.put(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class));
            }
            return nodes;
        }
    }

    /** All of some partitions. */
    public static List<OpenAlert> of(Connection transaction, Set<Integer> partitions)
            throws SQLException {
        try (var statement = transaction.prepareStatement(OF_PARTITIONS)) {
            statement.setArray(1, transaction.createArrayOf("int", partitions.toArray()));
            try (var rows = statement.executeQuery()) {
                List<OpenAlert> alerts = new ArrayList<>();
                while (rows.next()) {
                    alerts.add(
                            new OpenAlert(
                                    rows.getInt(1),
                                    new AlertKey(rows.getLong(2), rows.getLong(3)),
                                    rows.getObject(4, UUID.class),
                                    new Placement(
                                            rows.getObject(5, UUID.class),
                                            rows.getObject(6, UUID.class),
                                            rows.getObject(7, UUID.class))));
                }
                return alerts;
            }
        }
    }
}
