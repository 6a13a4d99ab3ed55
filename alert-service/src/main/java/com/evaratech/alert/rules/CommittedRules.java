package com.evaratech.alert.rules;

import com.evaratech.common.access.Scope;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The rules as they are committed, for code that speaks JDBC. Whoever keeps them in memory reads
 * the head first: it rises in the transaction of every change of a rule, so rules that are read
 * after it are at least as new.
 */
public final class CommittedRules {

    private static final String HEAD = "select version from alerting.rule_head";
    private static final String ALL = "select * from alerting.rule order by number";

    private CommittedRules() {}

    /** What tells one state of all rules from another. */
    public static long head(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(HEAD);
                var row = statement.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("alerting.rule_head has no row");
            }
            return row.getLong(1);
        }
    }

    /** All rules, disabled ones included, by number. */
    public static List<WatchedRule> all(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(ALL);
                var rows = statement.executeQuery()) {
            List<WatchedRule> rules = new ArrayList<>();
            while (rows.next()) {
                rules.add(
                        new WatchedRule(
                                rows.getLong("number"),
                                rows.getLong("condition_version"),
                                read(rows).toRule()));
            }
            return rules;
        }
    }

    /** The rule of this id, if the scope has it as a whole: not a customer's part of it. */
    static Optional<Rule> find(Connection connection, Scope scope, UUID id) throws SQLException {
        String ofScope = scope.column().map(" and %s = ?"::formatted).orElse("");
        try (var statement =
                connection.prepareStatement("select * from alerting.rule where id = ?" + ofScope)) {
            statement.setObject(1, id);
            if (scope.id().isPresent()) {
                statement.setObject(2, scope.id().get());
            }
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(read(row).toRule()) : Optional.empty();
            }
        }
    }

    private static RuleEntity read(ResultSet row) throws SQLException {
        RuleEntity rule = new RuleEntity();
        rule.id = row.getObject("id", UUID.class);
        rule.version = row.getLong("version");
        rule.communityId = row.getObject("community_id", UUID.class);
        rule.name = row.getString("name");
        rule.severity = row.getString("severity");
        rule.enabled = row.getBoolean("enabled");
        rule.createdAt = row.getObject("created_at", OffsetDateTime.class).toInstant();
        rule.boundTo = row.getString("bound_to");
        rule.nodeId = row.getObject("node_id", UUID.class);
        rule.category = row.getString("category");
        rule.tag = row.getString("tag");
        rule.condition = ConditionColumns.read(row);
        rule.template = row.getString("template");
        return rule;
    }
}
