package com.evaratech.bench.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What somebody asks of a node, and how long it should take at most.
 *
 * @param name of its marks
 * @param days how long the span is; 0 for the newest reading
 * @param when it ends
 * @param resolution what the answer is made from
 * @param goalMillis p95 at the service
 */
record Question(String name, int days, When when, String resolution, double goalMillis) {

    static final List<Question> ALL =
            List.of(
                    new Question("latest", 0, When.NOW, "auto", 3),
                    new Question("newest-day", 1, When.NOW, "auto", 5),
                    new Question("day", 1, When.MONTHS_AGO, "15m", 5),
                    new Question("day-of-readings", 1, When.MONTHS_AGO, "raw", 5),
                    new Question("90-days", 90, When.NOW, "auto", 10),
                    new Question("year", 365, When.NOW, "auto", 15));

    /** When a span ends. */
    enum When {
        NOW,
        MONTHS_AGO
    }

    /**
     * The request.
     *
     * @param day whichever, where the question is of one some months ago
     * @param end of all readings
     */
    String path(int node, Instant day, Instant end) {
        if (days == 0) {
            return "/api/v1/nodes/%s/telemetry/latest".formatted(Campus.node(node));
        }
        Instant until =
                switch (when) {
                    case NOW -> end;
                    case MONTHS_AGO -> day;
                };
        return "/api/v1/telemetry/series?nodes=%s&metrics=%s&from=%s&to=%s&resolution=%s"
                .formatted(
                        Campus.node(node),
                        Campus.kind(node).metric(),
                        until.minus(Duration.ofDays(days)),
                        until,
                        resolution);
    }
}
