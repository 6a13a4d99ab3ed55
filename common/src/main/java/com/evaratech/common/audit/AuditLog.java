package com.evaratech.common.audit;

import com.evaratech.common.access.Scope;
import com.evaratech.common.audit.AuditFilter.Asked;
import com.evaratech.common.audit.AuditFilter.Place;
import com.evaratech.common.page.Page;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads the audit of a schema, within a caller's scope, newest first; blocks. */
public final class AuditLog {

    private final DataSource database;
    private final ObjectMapper json;
    private final String schema;

    public AuditLog(DataSource database, ObjectMapper json, String schema) {
        this.database = database;
        this.json = json;
        this.schema = schema;
    }

    /**
     * One page. What belongs to nobody is for those alone who see everything.
     *
     * @throws SQLException when the database cannot be asked
     */
    public Page<AuditEntry> read(Scope scope, AuditFilter filter) throws SQLException {
        var query = new Query(schema);
        scope.column().ifPresent(column -> query.and(column + " = ?", scope.id().orElseThrow()));
        Asked asked = filter.asked();
        query.andIfGiven("actor = ?", asked.actor());
        query.andIfGiven("action = ?", asked.action());
        query.andIfGiven("subject_type = ?", asked.subjectType());
        query.andIfGiven("subject_id = ?", asked.subject());
        query.andIfGiven("at >= ?", utc(asked.from()));
        query.andIfGiven("at < ?", utc(asked.to()));
        Place before = filter.before();
        if (before != null) {
            query.and(
                    "(at, number) < (?, ?)", before.at().atOffset(ZoneOffset.UTC), before.number());
        }
        List<AuditEntry> rows = read(query, filter.limit() + 1);
        if (rows.size() <= filter.limit()) {
            return new Page<>(rows, null);
        }
        List<AuditEntry> items = rows.subList(0, filter.limit());
        return new Page<>(items, items.getLast().cursor());
    }

    private List<AuditEntry> read(Query query, int limit) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(query.text(limit))) {
            for (int i = 0; i < query.values.size(); i++) {
                statement.setObject(i + 1, query.values.get(i));
            }
            try (var rows = statement.executeQuery()) {
                List<AuditEntry> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(entry(rows));
                }
                return entries;
            }
        }
    }

    private AuditEntry entry(ResultSet row) throws SQLException {
        long number = row.getLong("number");
        Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
        return new AuditEntry(
                schema + "-" + number,
                at,
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject_type"),
                row.getString("subject_id"),
                tree(row.getString("before")),
                tree(row.getString("after")),
                row.getString("address"),
                row.getString("request_id"),
                row.getObject("distributor_id", UUID.class),
                row.getObject("community_id", UUID.class),
                row.getObject("customer_id", UUID.class),
                new Place(at, number).cursor());
    }

    private @Nullable JsonNode tree(@Nullable String text) {
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL keeps only JSON in a column of JSON", e);
        }
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    /** Conditions are constants of the code; what a caller sent goes in as a value. */
    private static final class Query {
        private final StringBuilder text;
        private final List<Object> values = new ArrayList<>();

        Query(String schema) {
            this.text =
                    new StringBuilder("select * from ").append(schema).append(".audit where true");
        }

        void and(String condition, Object... given) {
            text.append(" and ").append(condition);
            values.addAll(List.of(given));
        }

        void andIfGiven(String condition, @Nullable Object given) {
            if (given != null) {
                and(condition, given);
            }
        }

        String text(int limit) {
            return text + " order by at desc, number desc limit " + limit;
        }
    }
}
