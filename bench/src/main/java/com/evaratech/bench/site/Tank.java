package com.evaratech.bench.site;

import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One tank and its device, which sends readings of three metrics. Levels go up and down in waves,
 * one of the rules opens and resolves an alert in each.
 *
 * @param place among all tanks, from 0
 * @param id in APIs
 * @param key of its device
 */
public record Tank(int place, String id, String key) {

    /** The category of all of them. */
    static final String CATEGORY = "OHT";

    /** A tag of all of them. */
    static final String TAG = "bench";

    private static final int LONGEST_READING = 128;
    private static final double LEVEL_PERIOD = 200;
    private static final double TEMPERATURE_PERIOD = 500;
    private static final double TDS_PERIOD = 90;

    /**
     * A request with readings, as bytes of HTTP/1.1.
     *
     * @param first number of the first reading, which decides its values
     * @param count how many; one is sent as a device does that has one
     * @param begin instant of the first
     * @param stepMillis between two readings
     */
    public byte[] request(long first, int count, Instant begin, long stepMillis) {
        var body = new StringBuilder(count * LONGEST_READING);
        if (count == 1) {
            reading(body, first, begin);
        } else {
            body.append("{\"readings\":[");
            for (int i = 0; i < count; i++) {
                body.append(i == 0 ? "" : ",");
                reading(body, first + i, begin.plusMillis(stepMillis * i));
            }
            body.append("]}");
        }
        String head =
                """
                POST /api/v1/telemetry HTTP/1.1\r
                Host: 127.0.0.1\r
                X-Device-Key: %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """
                        .formatted(key, body.length());
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    /** What such a request says, as it is judged. */
    public List<Reading> readings(long first, int count, Instant begin, long stepMillis) {
        var readings = new ArrayList<Reading>(count);
        for (int i = 0; i < count; i++) {
            long number = first + i;
            readings.add(
                    Reading.of(
                            begin.plusMillis(stepMillis * i),
                            Map.of(
                                    Metric.WATER_LEVEL_CM,
                                    tenths(number / LEVEL_PERIOD + place, 150, 100) / 10.0,
                                    Metric.TEMPERATURE_C,
                                    tenths(number / TEMPERATURE_PERIOD + place, 25, 5) / 10.0,
                                    Metric.TDS_PPM,
                                    tenths(number / TDS_PERIOD + place, 300, 50) / 10.0)));
        }
        return readings;
    }

    private void reading(StringBuilder body, long number, Instant at) {
        body.append("{\"recorded_at\":\"").append(at).append("\",\"metrics\":{\"water_level_cm\":");
        wave(body, number / LEVEL_PERIOD + place, 150, 100);
        body.append(",\"temperature_c\":");
        wave(body, number / TEMPERATURE_PERIOD + place, 25, 5);
        body.append(",\"tds_ppm\":");
        wave(body, number / TDS_PERIOD + place, 300, 50);
        body.append("}}");
    }

    /** A positive number with one digit behind the point, as sensors have it. */
    private static void wave(StringBuilder body, double angle, int middle, int height) {
        long tenths = tenths(angle, middle, height);
        body.append(tenths / 10).append('.').append(tenths % 10);
    }

    private static long tenths(double angle, int middle, int height) {
        return Math.round((middle + height * Math.sin(angle)) * 10);
    }
}
