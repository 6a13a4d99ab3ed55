package com.evaratech.common.directory;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.normalise.Calibration;
import com.evaratech.common.reading.normalise.Calibrations;
import com.evaratech.common.reading.normalise.Curve;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the readings of a node are corrected; a node without calibrations has no entry.
 *
 * @param nodeId whose readings
 * @param calibrations at least one
 */
public record CalibrationEntry(UUID nodeId, Calibrations calibrations) {

    private static final String FROM = "from_ms";
    private static final String UNTIL = "until_ms";

    /** The form in the snapshot. */
    public String toJson() {
        return new JsonObject()
                .put(
                        "calibrations",
                        new JsonArray(
                                calibrations.versions().stream()
                                        .map(CalibrationEntry::version)
                                        .toList()))
                .encode();
    }

    /**
     * Reads the form in the snapshot.
     *
     * @throws DecodeException when it is not one
     */
    public static CalibrationEntry fromJson(UUID nodeId, String json) {
        JsonArray versions = JsonFields.array(new JsonObject(json), "calibrations");
        return new CalibrationEntry(
                nodeId,
                new Calibrations(versions.stream().map(CalibrationEntry::calibration).toList()));
    }

    /** The JSON of a curve, in the directory and wherever it is kept. */
    public static JsonObject toJson(Curve curve) {
        return switch (curve) {
            case Curve.Line(double scale, double offset) ->
                    new JsonObject().put("scale", scale).put("offset", offset);
            case Curve.Points(List<Curve.Point> points) ->
                    new JsonObject()
                            .put(
                                    "points",
                                    new JsonArray(
                                            points.stream()
                                                    .map(each ->
                                                            new JsonArray()
                                                                    .add(each.said())
                                                                    .add(each.isTrue()))
                                                    .toList()));
        };
    }

    /**
     * Reads such a curve.
     *
     * @throws DecodeException when it is not one
     */
    public static Curve curveOf(JsonObject json) {
        try {
            return json.containsKey("points")
                    ? new Curve.Points(
                            JsonFields.array(json, "points").stream()
                                    .map(CalibrationEntry::point)
                                    .toList())
                    : new Curve.Line(
                            JsonFields.decimal(json, "scale"), JsonFields.decimal(json, "offset"));
        } catch (IllegalArgumentException e) {
            throw new DecodeException("calibration in directory: " + e.getMessage(), e);
        }
    }

    private static JsonObject version(Calibration calibration) {
        @Nullable Instant until = calibration.until();
        return new JsonObject()
                .put("metric", calibration.metric().code())
                .put(FROM, calibration.from().toEpochMilli())
                .put(UNTIL, until == null ? null : until.toEpochMilli())
                .put("curve", toJson(calibration.curve()));
    }

    private static Calibration calibration(Object each) {
        if (!(each instanceof JsonObject json)) {
            throw new DecodeException("calibration in directory is no object: " + each);
        }
        String code = JsonFields.text(json, "metric");
        try {
            return new Calibration(
                    Metric.find(code)
                            .orElseThrow(() ->
                                    new DecodeException("unknown metric in directory: " + code)),
                    Instant.ofEpochMilli(JsonFields.number(json, FROM)),
                    json.getValue(UNTIL) == null
                            ? null
                            : Instant.ofEpochMilli(JsonFields.number(json, UNTIL)),
                    curveOf(JsonFields.object(json, "curve")));
        } catch (IllegalArgumentException e) {
            throw new DecodeException("calibration in directory: " + e.getMessage(), e);
        }
    }

    private static Curve.Point point(Object each) {
        if (each instanceof JsonArray pair
                && pair.size() == 2
                && pair.getValue(0) instanceof Number said
                && pair.getValue(1) instanceof Number isTrue) {
            return new Curve.Point(said.doubleValue(), isTrue.doubleValue());
        }
        throw new DecodeException("point of a calibration is no pair of numbers: " + each);
    }
}
