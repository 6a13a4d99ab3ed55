package com.evaratech.node.calibrations;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.common.reading.normalise.Calibration;
import com.evaratech.common.reading.normalise.Curve;
import com.evaratech.node.calibrations.AddCalibration.PointWish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a calibration must look like. */
final class CalibrationRules {
    /** One a week for four years; the directory carries all of them. */
    static final int MOST_OF_A_NODE = 200;

    private static final int MOST_POINTS = 50;
    private static final int NOTE_LENGTH = 500;
    private static final double LARGEST = 1e9;
    private static final Curve AS_IT_IS = new Curve.Line(1, 0);

    private CalibrationRules() {}

    static Accepted accept(AddCalibration wish, Kind kind) {
        var fields = new RequestFields();
        var metric = metric(wish.metric(), kind, fields);
        var from = fields.time("valid_from", wish.validFrom());
        var until =
                wish.validUntil() == null ? null : fields.time("valid_until", wish.validUntil());
        fields.require(
                until == null || until.isAfter(from),
                "valid_until",
                wish.validUntil(),
                "a time after valid_from");
        var curve = wish.points() == null ? line(wish, fields) : points(wish, fields);
        var note = fields.optionalText("note", wish.note(), NOTE_LENGTH);
        fields.refuseIfAnyIsWrong();
        return new Accepted(new Calibration(metric, from, until, curve), note);
    }

    private static Metric metric(@Nullable String code, Kind kind, RequestFields fields) {
        var known = Metric.of(kind).stream().filter(CalibrationRules::isOfNumbers).toList();
        return fields.coded(
                "metric",
                code,
                text -> Metric.find(text).filter(known::contains),
                known.stream().map(Metric::code).collect(Collectors.joining(", ", "one of ", "")),
                known.getFirst());
    }

    private static boolean isOfNumbers(Metric metric) {
        return metric.plausible() instanceof Plausible.Range;
    }

    private static Curve line(AddCalibration wish, RequestFields fields) {
        if (wish.scale() == null && wish.offset() == null) {
            fields.refuse("scale", null, "a number; or offset, or points");
            return AS_IT_IS;
        }
        double scale = wish.scale() == null ? 1 : wish.scale();
        double offset = wish.offset() == null ? 0 : wish.offset();
        boolean scaleFits = scale != 0 && Math.abs(scale) <= LARGEST;
        fields.require(scaleFits, "scale", scale, "a number from -1e9 to 1e9 other than 0");
        boolean offsetFits = Math.abs(offset) <= LARGEST;
        fields.require(offsetFits, "offset", offset, "a number from -1e9 to 1e9");
        return scaleFits && offsetFits ? new Curve.Line(scale, offset) : AS_IT_IS;
    }

    private static Curve points(AddCalibration wish, RequestFields fields) {
        fields.require(wish.scale() == null, "scale", wish.scale(), "nothing: there are points");
        fields.require(wish.offset() == null, "offset", wish.offset(), "nothing: there are points");
        List<@Nullable PointWish> wishes = Optional.ofNullable(wish.points()).orElse(List.of());
        if (wishes.size() < 2 || wishes.size() > MOST_POINTS) {
            fields.refuse(
                    "points",
                    "%d points".formatted(wishes.size()),
                    "2 to %d points".formatted(MOST_POINTS));
            return AS_IT_IS;
        }
        var points = new ArrayList<Curve.Point>();
        boolean rises = true;
        for (int i = 0; i < wishes.size(); i++) {
            var point = point("points[%d]".formatted(i), wishes.get(i), fields);
            if (!points.isEmpty() && point.said() <= points.getLast().said()) {
                rises = false;
                fields.refuse(
                        "points[%d].said".formatted(i),
                        point.said(),
                        "more than the point before: said rises strictly");
            }
            points.add(point);
        }
        return rises ? new Curve.Points(points) : AS_IT_IS;
    }

    private static Curve.Point point(String at, @Nullable PointWish wish, RequestFields fields) {
        return new Curve.Point(
                fields.number(at + ".said", wish == null ? null : wish.said(), -LARGEST, LARGEST),
                fields.number(
                        at + ".true", wish == null ? null : wish.isTrue(), -LARGEST, LARGEST));
    }
}
