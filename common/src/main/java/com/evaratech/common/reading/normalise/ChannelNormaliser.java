package com.evaratech.common.reading.normalise;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;

/**
 * Makes readings of a channel's rows. A field that is missing, null or blank is no value and no
 * error, since devices update fields in turn; one that cannot be used is left out and told.
 *
 * @param mappings of its fields; those of other fields are not looked at
 * @param window when a row may have been measured
 * @param calibrations of the node, for what was mapped
 */
public record ChannelNormaliser(
        List<FieldMapping> mappings, TimeWindow window, Calibrations calibrations) {

    private static final String FIELD = "field";
    private static final String CREATED_AT = "created_at";

    public ChannelNormaliser {
        mappings = List.copyOf(mappings);
    }

    /** The reading that a row means, and what of it is not accepted. */
    public Normalised normalise(RawRow row, Instant now) {
        var outside = window.refuse(row.createdAt(), now);
        if (outside.isPresent()) {
            return refused(
                    outside.get(), CREATED_AT, row.createdAt().toString(), window.allowed(now));
        }
        var values = new EnumMap<Metric, Double>(Metric.class);
        var rejections = new ArrayList<Rejection>();
        boolean anyText = false;
        for (FieldMapping mapping : mappings) {
            String raw = row.field(mapping.field());
            if (raw == null || raw.isBlank()) {
                continue;
            }
            anyText = true;
            switch (mapping.read(raw, row.createdAt(), calibrations)) {
                case MetricValue.Accepted(double value) -> values.put(mapping.metric(), value);
                case MetricValue.Refused(RejectReason reason, String allowed) ->
                        rejections.add(
                                new Rejection(reason, FIELD + mapping.field(), raw, allowed));
            }
        }
        if (values.isEmpty()) {
            return anyText
                    ? new Normalised(Optional.empty(), rejections)
                    : refused(RejectReason.NO_VALUE, "fields", "", "a value in a mapped field");
        }
        return new Normalised(Optional.of(Reading.of(row.createdAt(), values)), rejections);
    }

    private static Normalised refused(
            RejectReason reason, String field, String value, String allowed) {
        return new Normalised(
                Optional.empty(), List.of(new Rejection(reason, field, value, allowed)));
    }
}
