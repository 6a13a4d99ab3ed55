package com.evaratech.telemetry.store;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import com.evaratech.common.reading.Source;
import com.evaratech.telemetry.store.StoredRow.Conflict;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What became of a round's readings that were not simply stored, to be written with it. */
final class OutcomeLog {

    // A fleet whose devices send field by field merges as often as it stores: beyond these of a
    // round, readings are only counted.
    private static final int MOST = 1_000;

    private static final String NOTE =
            """
            insert into telemetry.outcome_log
                (node_number, recorded_at, outcome, source, metrics, kept, refused)
            select node, to_timestamp(millis / 1000.0), outcome, source,
                array(select jsonb_array_elements_text(metrics)), kept, refused
            from jsonb_to_recordset(?::jsonb) as noted (node bigint, millis bigint, outcome text,
                source text, metrics jsonb, kept text, refused text)
            """;

    private final List<JsonObject> noted = new ArrayList<>();

    /** A reading added something to what was known. */
    void merged(StoredRow row, Source source, boolean[] added) {
        if (noted.size() < MOST) {
            var metrics = new JsonArray();
            IntStream.range(0, added.length)
                    .filter(place -> added[place])
                    .forEach(place -> metrics.add(metric(row, place).code()));
            noted.add(note(row, Outcome.MERGED, source, metrics));
        }
    }

    /** A reading said something else of a metric. */
    void conflict(StoredRow row, Conflict conflict) {
        if (noted.size() < MOST) {
            Metric metric = metric(row, conflict.place());
            noted.add(
                    note(row, Outcome.CONFLICT, conflict.source(), JsonArray.of(metric.code()))
                            .put("kept", text(metric, conflict.kept()))
                            .put("refused", text(metric, conflict.refused())));
        }
    }

    void write(Connection transaction) throws SQLException {
        if (noted.isEmpty()) {
            return;
        }
        try (var statement = transaction.prepareStatement(NOTE)) {
            statement.setString(1, new JsonArray(noted).encode());
            int _ = statement.executeUpdate();
        }
    }

    /** As people read it. */
    static String text(Metric metric, double value) {
        return metric.plausible() instanceof Plausible.OneOf
                ? metric.word((int) value)
                : Double.toString(value);
    }

    private static Metric metric(StoredRow row, int place) {
        return row.columns().metrics().get(place);
    }

    private static JsonObject note(
            StoredRow row, Outcome outcome, Source source, JsonArray metrics) {
        return new JsonObject()
                .put("node", row.node())
                .put("millis", row.millis())
                .put("outcome", outcome.code())
                .put("source", source.code())
                .put("metrics", metrics);
    }
}
