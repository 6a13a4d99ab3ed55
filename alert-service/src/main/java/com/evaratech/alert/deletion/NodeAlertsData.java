package com.evaratech.alert.deletion;

import com.evaratech.common.forget.ExportPage;
import com.evaratech.common.forget.ForgottenNode;
import com.evaratech.common.forget.NodeData;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules that were bound to a node alone, and its alerts with what was said of them, oldest
 * first. How far its readings were judged says nothing to anybody without them: that is removed,
 * not exported.
 */
final class NodeAlertsData implements NodeData {

    private static final int PORTION = 1_000;

    private static final String RULES =
            """
            select cast(jsonb_build_object('type', 'rule', 'value', to_jsonb(r) - 'number') as text)
            from alerting.rule r where r.node_id = ? order by r.number
            """;

    // Numbers are the service's own affair.
    private static final String ALERTS =
            """
            select a.number, cast(jsonb_build_object('type', 'alert', 'value',
                to_jsonb(a) - array['number', 'node_number', 'rule_number']
                || jsonb_build_object('comments', coalesce((
                    select jsonb_agg(to_jsonb(c) - array['number', 'alert_number'] order by c.number)
                    from alerting.alert_comment c where c.alert_number = a.number), '[]'))) as text)
            from alerting.alert a where a.node_number = ? and a.number > ?
            order by a.number limit ?
            """;

    @Override
    public ExportPage export(Connection transaction, ForgottenNode node) throws SQLException {
        List<String> lines = new ArrayList<>();
        String reached = node.reached();
        if (reached == null) {
            rules(transaction, node, lines);
        }
        long last = reached == null ? 0 : Long.parseLong(reached);
        int found = 0;
        try (var statement = transaction.prepareStatement(ALERTS)) {
            statement.setLong(1, node.number());
            statement.setLong(2, last);
            statement.setInt(3, PORTION);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    last = rows.getLong(1);
                    lines.add(rows.getString(2));
                    found++;
                }
            }
        }
        return new ExportPage(lines, found == PORTION ? Long.toString(last) : null);
    }

    private static void rules(Connection transaction, ForgottenNode node, List<String> lines)
            throws SQLException {
        try (var statement = transaction.prepareStatement(RULES)) {
            statement.setObject(1, node.nodeId());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
        }
    }

    @Override
    public boolean remove(Connection transaction, ForgottenNode node) throws SQLException {
        try (var statement =
                transaction.prepareStatement("select alerting.remove_forgotten(?, ?)")) {
            statement.setLong(1, node.number());
            statement.setInt(2, PORTION);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getLong(1) > 0;
            }
        }
    }
}
