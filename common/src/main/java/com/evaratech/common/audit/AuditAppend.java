package com.evaratech.common.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The statement that appends to the audit of a schema, in the transaction of the change. One
 * statement for both ways to the database: {@link #append} runs it over JDBC; code on Hibernate
 * Reactive runs {@link #sql} with {@link #parameters}.
 */
public final class AuditAppend {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final List<String> COLUMNS =
            List.of(
                    "actor",
                    "action",
                    "subject_type",
                    "subject_id",
                    "before",
                    "after",
                    "request_id",
                    "address",
                    "distributor_id",
                    "community_id",
                    "customer_id");

    private final String schema;

    public AuditAppend(String schema) {
        if (!NAME.matcher(schema).matches()) {
            throw new IllegalArgumentException("no name of a schema: " + schema);
        }
        this.schema = schema;
    }

    /** With named parameters, each text. */
    public String sql() {
        return statement(COLUMNS.stream().map(name -> ":" + name).toList());
    }

    /** The named parameters of a row. */
    public static Map<String, @Nullable String> parameters(AuditRow row) {
        Map<String, @Nullable String> parameters = new TreeMap<>();
        List<@Nullable String> values = values(row);
        for (int i = 0; i < COLUMNS.size(); i++) {
            parameters.put(COLUMNS.get(i), values.get(i));
        }
        return parameters;
    }

    /** Appends to the transaction under way on the connection. */
    public void append(Connection connection, AuditRow row) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        statement(COLUMNS.stream().map(name -> "?").toList()))) {
            List<@Nullable String> values = values(row);
            for (int i = 0; i < values.size(); i++) {
                statement.setString(i + 1, values.get(i));
            }
            var _ = statement.executeUpdate();
        }
    }

    private static List<@Nullable String> values(AuditRow row) {
        List<@Nullable String> values = new ArrayList<>();
        values.add(row.actor());
        values.add(row.action());
        values.add(row.subjectType());
        values.add(row.subjectId());
        values.add(row.before());
        values.add(row.after());
        values.add(row.cause().requestId());
        values.add(row.cause().address());
        values.add(text(row.tenant().distributorId()));
        values.add(text(row.tenant().communityId()));
        values.add(text(row.tenant().customerId()));
        return values;
    }

    private static @Nullable String text(@Nullable Object id) {
        return id == null ? null : id.toString();
    }

    // The casts by way of text: a parameter typed jsonb would be sent as a JSON string.
    private String statement(List<String> parameters) {
        StringBuilder casts = new StringBuilder();
        for (int i = 0; i < COLUMNS.size(); i++) {
            String type =
                    switch (COLUMNS.get(i)) {
                        case "before", "after" -> "jsonb";
                        case "distributor_id", "community_id", "customer_id" -> "uuid";
                        default -> "text";
                    };
            casts.append(", cast(cast(").append(parameters.get(i)).append(" as text) as ");
            casts.append(type).append(')');
        }
        return "insert into %s.audit (at, %s) values (now()%s)"
                .formatted(schema, String.join(", ", COLUMNS), casts);
    }
}
