package com.evaratech.bench.streams;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Readings of tanks, three metrics each, as their sensors send them: decimals, a minute apart.
 *
 * @param batch readings of a node that come together
 * @param batches all of them, nodes in turn
 */
record Workload(int batch, List<NodeReadings> batches) {

    private static final int NODES = 500;
    private static final long SEED = 11;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final long INTERVAL_SECONDS = 60;

    /** Makes about that many readings. */
    static Workload of(int batch, int readings) {
        var random = new Random(SEED);
        var batches = new ArrayList<NodeReadings>();
        for (int i = 0; i < readings / batch; i++) {
            int turn = i / NODES;
            Instant first = BEGIN.plusSeconds(INTERVAL_SECONDS * batch * turn);
            batches.add(batch(1 + i % NODES, first, batch, random));
        }
        return new Workload(batch, List.copyOf(batches));
    }

    int readings() {
        return batch * batches.size();
    }

    private static NodeReadings batch(long node, Instant first, int count, Random random) {
        var readings = new ArrayList<Reading>(count);
        for (int i = 0; i < count; i++) {
            readings.add(
                    Reading.of(
                            first.plusSeconds(INTERVAL_SECONDS * i),
                            Map.of(
                                    Metric.WATER_LEVEL_CM, decimal(random, 300),
                                    Metric.TEMPERATURE_C, decimal(random, 40),
                                    Metric.TDS_PPM, decimal(random, 900))));
        }
        Instant accepted = first.plusSeconds(INTERVAL_SECONDS * count);
        return new NodeReadings(node, Kind.TANK, Source.HTTP, accepted, readings);
    }

    /** With one digit behind the point, as sensors have it. */
    private static double decimal(Random random, int most) {
        return Math.rint(random.nextDouble() * most * 10) / 10;
    }
}
