package com.evaratech.bench.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What somebody asks of a node, and how long it should take at most.
 *
 * @param name of its marks
 * @param days how long the span is; 0 for the newest reading
 * @param isByReading whether every reading of the span is looked at, in place of rollups
 * @param goalMillis p95 at the service
 */
record Question(String name, int days, boolean isByReading, double goalMillis) {

    static final List<Question> ALL =
            List.of(
                    new Question("latest", 0, false, 3),
                    new Question("day", 1, false, 5),
                    new Question("day-of-readings", 1, true, 5),
                    new Question("90-days", 90, false, 10),
                    new Question("year", 365, false, 15));

    /**
     * The request.
     *
     * @param day whichever, where the question is of one
     * @param end of all readings
     */
    String path(int node, Instant day, Instant end) {
        if (days == 0) {
            return "/api/v1/nodes/%s/telemetry/latest".formatted(Campus.node(node));
        }
        Instant until = days == 1 ? day : end;
        return "/api/v1/telemetry/series?nodes=%s&metrics=%s&from=%s&to=%s%s"
                .formatted(
                        Campus.node(node),
                        Campus.kind(node).metric(),
                        until.minus(Duration.ofDays(days)),
                        until,
                        isByReading ? "&resolution=raw" : "");
    }
}
