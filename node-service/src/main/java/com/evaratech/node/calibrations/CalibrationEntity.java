package com.evaratech.node.calibrations;

import com.evaratech.common.directory.CalibrationEntry;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.normalise.Calibration;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "calibration")
class CalibrationEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    @Column(updatable = false)
    UUID calibrationId;

    @Column(updatable = false)
    UUID nodeId;

    @Column(updatable = false)
    String metric;

    @Column(updatable = false)
    Instant validFrom;

    Instant validUntil;

    /**
     * The form of {@link CalibrationEntry#toJson(com.evaratech.common.reading.normalise.Curve)}.
     */
    @Column(updatable = false)
    String curve;

    @Column(updatable = false)
    String note;

    @Column(updatable = false)
    Instant createdAt;

    static CalibrationEntity of(UUID nodeId, UUID id, Accepted wish, Instant now) {
        var row = new CalibrationEntity();
        row.calibrationId = id;
        row.nodeId = nodeId;
        row.metric = wish.calibration().metric().code();
        row.validFrom = wish.calibration().from();
        row.validUntil = wish.calibration().until();
        row.curve = CalibrationEntry.toJson(wish.calibration().curve()).encode();
        row.note = wish.note();
        row.createdAt = now;
        return row;
    }

    /** Whether both would count for one instant. */
    boolean overlaps(Calibration other) {
        return metric.equals(other.metric().code())
                && (validUntil == null || validUntil.isAfter(other.from()))
                && (other.until() == null || other.until().isAfter(validFrom));
    }

    /** Whether a later one may end it: it goes on for ever, and began before. */
    boolean endsWith(Calibration later) {
        return validUntil == null && validFrom.isBefore(later.from());
    }

    Calibration toCalibration() {
        return new Calibration(
                Metric.find(metric).orElseThrow(),
                validFrom,
                validUntil,
                CalibrationEntry.curveOf(new JsonObject(curve)));
    }

    Version toVersion() {
        return Version.of(calibrationId, toCalibration(), note, createdAt);
    }
}
