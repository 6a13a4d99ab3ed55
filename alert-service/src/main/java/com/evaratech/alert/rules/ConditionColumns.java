package com.evaratech.alert.rules;

import com.evaratech.alert.rules.Anomaly.Direction;
import com.evaratech.alert.rules.Composite.Match;
import com.evaratech.alert.rules.Composite.Part;
import com.evaratech.common.metric.Metric;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.Embeddable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;
import java.util.List;

/**
 * The columns of a rule that say its condition. There are those of every kind; those of other kinds
 * than its own are null.
 */
@Embeddable
class ConditionColumns {

    String kind;
    String metric;
    String operator;
    Double threshold;
    Double clearThreshold;
    Integer durationSeconds;
    Integer windowSeconds;
    LocalTime nightFrom;
    LocalTime nightUntil;
    Integer nights;
    String match;
    String parts;
    String direction;
    Integer sensitivity;
    Integer neverReportedAfterSeconds;
    Integer maxAgeSeconds;

    static ConditionColumns of(Condition condition) {
        var columns = new ConditionColumns();
        columns.set(condition);
        return columns;
    }

    static ConditionColumns read(ResultSet row) throws SQLException {
        var columns = new ConditionColumns();
        columns.kind = row.getString("kind");
        columns.metric = row.getString("metric");
        columns.operator = row.getString("operator");
        columns.threshold = row.getObject("threshold", Double.class);
        columns.clearThreshold = row.getObject("clear_threshold", Double.class);
        columns.durationSeconds = row.getObject("duration_seconds", Integer.class);
        columns.windowSeconds = row.getObject("window_seconds", Integer.class);
        columns.nightFrom = row.getObject("night_from", LocalTime.class);
        columns.nightUntil = row.getObject("night_until", LocalTime.class);
        columns.nights = row.getObject("nights", Integer.class);
        columns.match = row.getString("match");
        columns.parts = row.getString("parts");
        columns.direction = row.getString("direction");
        columns.sensitivity = row.getObject("sensitivity", Integer.class);
        columns.neverReportedAfterSeconds =
                row.getObject("never_reported_after_seconds", Integer.class);
        columns.maxAgeSeconds = row.getObject("max_age_seconds", Integer.class);
        return columns;
    }

    private void set(Condition condition) {
        switch (condition) {
            case Threshold wanted -> {
                kind = "threshold";
                metric = wanted.metric().code();
                operator = wanted.operator().code();
                threshold = wanted.threshold();
                clearThreshold = wanted.clearThreshold();
                durationSeconds = wanted.durationSeconds();
            }
            case Silence wanted -> {
                kind = "silence";
                durationSeconds = wanted.afterSeconds();
                neverReportedAfterSeconds = wanted.neverReportedAfterSeconds();
            }
            case RateOfChange wanted -> {
                kind = "rate_of_change";
                metric = wanted.metric().code();
                operator = wanted.operator().code();
                threshold = wanted.threshold();
                clearThreshold = wanted.clearThreshold();
                windowSeconds = wanted.windowSeconds();
                durationSeconds = wanted.durationSeconds();
            }
            case DryRun wanted -> {
                kind = "dry_run";
                metric = wanted.metric().code();
                operator = wanted.operator().code();
                threshold = wanted.threshold();
                durationSeconds = wanted.durationSeconds();
                maxAgeSeconds = wanted.maxAgeSeconds();
            }
            case NightFlow wanted -> {
                kind = "night_flow";
                metric = Metric.FLOW_RATE_LPM.code();
                operator = Operator.GT.code();
                threshold = wanted.threshold();
                clearThreshold = wanted.clearThreshold();
                nightFrom = wanted.from();
                nightUntil = wanted.until();
                nights = wanted.nights();
            }
            case Composite wanted -> {
                kind = "composite";
                match = wanted.match().code();
                parts = write(wanted.conditions());
                durationSeconds = wanted.durationSeconds();
                maxAgeSeconds = wanted.maxAgeSeconds();
            }
            case Anomaly wanted -> {
                kind = "anomaly";
                metric = wanted.metric().code();
                direction = wanted.direction().code();
                sensitivity = wanted.sensitivity();
                durationSeconds = wanted.durationSeconds();
            }
        }
    }

    Condition condition() {
        return switch (kind) {
            case "threshold" ->
                    new Threshold(
                            knownMetric(),
                            knownOperator(),
                            threshold,
                            clearThreshold,
                            durationSeconds);
            case "silence" -> new Silence(durationSeconds, neverReportedAfterSeconds);
            case "rate_of_change" ->
                    new RateOfChange(
                            knownMetric(),
                            knownOperator(),
                            threshold,
                            clearThreshold,
                            windowSeconds,
                            durationSeconds);
            case "dry_run" ->
                    knownMetric() == Metric.FLOW_RATE_LPM
                            ? new DryRun(threshold, null, durationSeconds, maxAge())
                            : new DryRun(null, threshold, durationSeconds, maxAge());
            case "night_flow" ->
                    new NightFlow(nightFrom, nightUntil, threshold, clearThreshold, nights);
            case "composite" ->
                    new Composite(
                            Match.ofCode(match).orElseThrow(),
                            readParts(parts),
                            durationSeconds,
                            maxAge());
            case "anomaly" ->
                    new Anomaly(
                            knownMetric(),
                            Direction.ofCode(direction).orElseThrow(),
                            sensitivity,
                            durationSeconds);
            default -> throw new IllegalStateException("rule.kind is " + kind);
        };
    }

    /** A release before this one writes none. */
    private int maxAge() {
        return maxAgeSeconds == null ? Condition.USUAL_MAX_AGE_SECONDS : maxAgeSeconds;
    }

    private Metric knownMetric() {
        return Metric.find(metric).orElseThrow();
    }

    private Operator knownOperator() {
        return Operator.ofCode(operator).orElseThrow();
    }

    private static String write(List<Part> parts) {
        var array = new JsonArray();
        for (Part part : parts) {
            array.add(
                    new JsonObject()
                            .put("metric", part.metric().code())
                            .put("operator", part.operator().code())
                            .put("threshold", part.threshold())
                            .put("clear_threshold", part.clearThreshold()));
        }
        return array.encode();
    }

    private static List<Part> readParts(String json) {
        return new JsonArray(json)
                .stream()
                        .map(JsonObject.class::cast)
                        .map(part ->
                                new Part(
                                        Metric.find(part.getString("metric")).orElseThrow(),
                                        Operator.ofCode(part.getString("operator")).orElseThrow(),
                                        part.getDouble("threshold"),
                                        part.getDouble("clear_threshold")))
                        .toList();
    }
}
