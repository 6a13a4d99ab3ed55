package com.evaratech.telemetry.store;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import com.evaratech.common.reading.Correction;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.stream.consume.Received;
import com.evaratech.telemetry.rollup.Added;
import com.evaratech.telemetry.rollup.Rollups;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes corrections in the round's transaction, behind its readings: their account, the reading,
 * the newest one and the rollups that follow from it. They are few, so each is dealt with by
 * itself.
 */
final class Corrections {

    private Corrections() {}

    /**
     * Writes those of one kind of node, in the order of the stream.
     *
     * @param rollups of which the rows are made anew
     */
    static void write(
            Connection transaction, Kind kind, List<Received<Correction>> round, Rollups rollups)
            throws SQLException {
        var changed = new ArrayList<Added>();
        for (Received<Correction> received : round) {
            Correction correction = received.content();
            for (Reading reading : correction.readings()) {
                if (note(transaction, received, reading)) {
                    store(transaction, correction, reading);
                    latest(transaction, correction, reading);
                    changed.add(
                            new Added(
                                    received.partition(),
                                    correction.nodeNumber(),
                                    reading.recordedAtMillis()));
                }
            }
        }
        rollups.makeAnew(transaction, kind, changed);
    }

    private static boolean note(
            Connection transaction, Received<Correction> received, Reading reading)
            throws SQLException {
        Correction correction = received.content();
        String pairs =
                reading.metrics().stream()
                        .map(metric -> "'%s', ?::%s".formatted(metric.code(), type(metric)))
                        .collect(Collectors.joining(", "));
        // A correction that is read again, and one that a later one has overtaken, changes nothing.
        String sql =
                """
                insert into telemetry.correction
                    (node_number, recorded_at, position_ms, position_seq, author, reason, accepted_at,
                     before, after)
                select given.node, given.at, given.ms, given.seq, ?, ?, ?,
                    (select jsonb_strip_nulls(to_jsonb(t) - 'node_number' - 'recorded_at')
                     from telemetry.telemetry_%1$s t
                     where t.node_number = given.node and t.recorded_at = given.at),
                    jsonb_strip_nulls(jsonb_build_object(%2$s))
                from (values (?, ?, ?, ?)) as given (node, at, ms, seq)
                where not exists (
                    select from telemetry.correction c
                    where c.node_number = given.node and c.recorded_at = given.at
                        and (c.position_ms, c.position_seq) >= (given.ms, given.seq))
                """
                        .formatted(table(correction), pairs);
        try (var statement = transaction.prepareStatement(sql)) {
            int place = 1;
            statement.setString(place++, correction.author());
            statement.setString(place++, correction.reason());
            statement.setObject(place++, correction.acceptedAt().atOffset(ZoneOffset.UTC));
            place = setValues(statement, place, reading);
            statement.setLong(place++, correction.nodeNumber());
            setTime(statement, place++, reading.recordedAt());
            statement.setLong(place++, received.id().millis());
            statement.setLong(place, received.id().sequence());
            return statement.executeUpdate() == 1;
        }
    }

    private static void store(Connection transaction, Correction correction, Reading reading)
            throws SQLException {
        List<Metric> metrics = reading.metrics();
        String sql =
                """
                insert into telemetry.telemetry_%1$s (node_number, recorded_at, %2$s)
                values (?, ?, %3$s)
                on conflict (node_number, recorded_at) do update set %4$s
                """
                        .formatted(
                                table(correction),
                                join(metrics, "%1$s"),
                                join(metrics, "?"),
                                join(metrics, "%1$s = excluded.%1$s"));
        try (var statement = transaction.prepareStatement(sql)) {
            statement.setLong(1, correction.nodeNumber());
            setTime(statement, 2, reading.recordedAt());
            int _ = setValues(statement, 3, reading);
            int _ = statement.executeUpdate();
        }
    }

    /** All that its instant has, since the correction names a part of it. */
    private static void latest(Connection transaction, Correction correction, Reading reading)
            throws SQLException {
        List<Metric> metrics = Metric.of(correction.kind());
        String sql =
                """
                insert into telemetry.latest (node_number, recorded_at, %2$s)
                select node_number, recorded_at, %2$s from telemetry.telemetry_%1$s
                where node_number = ? and recorded_at = ?
                on conflict (node_number) do update set recorded_at = excluded.recorded_at, %3$s
                where latest.recorded_at <= excluded.recorded_at
                """
                        .formatted(
                                table(correction),
                                join(metrics, "%1$s"),
                                join(metrics, "%1$s = excluded.%1$s"));
        try (var statement = transaction.prepareStatement(sql)) {
            statement.setLong(1, correction.nodeNumber());
            setTime(statement, 2, reading.recordedAt());
            int _ = statement.executeUpdate();
        }
    }

    private static int setValues(PreparedStatement statement, int first, Reading reading)
            throws SQLException {
        int place = first;
        for (Metric metric : reading.metrics()) {
            String word = isWord(metric) ? reading.word(metric) : null;
            if (word == null) {
                statement.setDouble(place++, reading.value(metric));
            } else {
                statement.setString(place++, word);
            }
        }
        return place;
    }

    private static void setTime(PreparedStatement statement, int place, Instant time)
            throws SQLException {
        statement.setObject(place, time.atOffset(ZoneOffset.UTC));
    }

    private static String join(List<Metric> metrics, String form) {
        return metrics.stream()
                .map(metric -> form.formatted(metric.code()))
                .collect(Collectors.joining(", "));
    }

    private static String type(Metric metric) {
        return isWord(metric) ? "text" : "float8";
    }

    private static boolean isWord(Metric metric) {
        return metric.plausible() instanceof Plausible.OneOf;
    }

    private static String table(Correction correction) {
        return correction.kind().name().toLowerCase(Locale.ROOT);
    }
}
