package com.evaratech.bench.alerts.evaluation;

import com.evaratech.alert.rules.Binding;
import com.evaratech.alert.rules.Rule;
import com.evaratech.alert.rules.Severity;
import com.evaratech.alert.rules.WatchedRule;
import com.evaratech.bench.site.TenRules;
import com.evaratech.common.access.Placement;
import com.evaratech.common.directory.NodeEntry;
import com.evaratech.common.metric.Category;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsStream;
import com.evaratech.common.reading.Source;
import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.StreamId;
import com.evaratech.common.stream.consume.Received;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tanks of several communities, the ten threshold rules that watch each of them, and what the tanks
 * send: one in fifty rises and falls past a threshold, the others are as tanks mostly are.
 */
final class Tanks {

    /** How many rules watch each of them. */
    static final int RULES = 10;

    private static final int IN_A_COMMUNITY = 1_000;
    private static final int WAVING = 50;
    private static final double WAVE_MINUTES = 15;
    private static final String TAG = "bench";
    private static final long MINUTE_MILLIS = 60_000;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final StreamDefinition STREAM = ReadingsStream.of(16);
    private static final Entry ENTRY = new Entry(1, 1, 1, null, new byte[0]);

    // In every third binding another way to a node.
    private static final List<Binding> BINDINGS =
            List.of(
                    new Binding.OfCommunity(),
                    new Binding.OfCategory(Category.OHT),
                    new Binding.OfTag(TAG));

    // As the service's own map: found by a number that is boxed.
    private final Map<Long, NodeEntry> nodes = new ConcurrentHashMap<>();
    private final int count;

    Tanks(int count) {
        this.count = count;
        for (int number = 1; number <= count; number++) {
            nodes.put((long) number, node(number));
        }
    }

    private static NodeEntry node(int number) {
        var place = new Placement(new UUID(1, 1), community(number / IN_A_COMMUNITY), null);
        return new NodeEntry(
                1,
                new UUID(3, number),
                number,
                Kind.TANK.name(),
                Category.OHT.name(),
                place,
                List.of(TAG),
                ZoneId.of("Asia/Kolkata"));
    }

    private static UUID community(int place) {
        return new UUID(2, place);
    }

    /** The tank of a number from 1 on. */
    NodeEntry find(long number) {
        return Objects.requireNonNull(nodes.get(number));
    }

    /** Ten rules for each community. */
    List<WatchedRule> rules() {
        var rules = new ArrayList<WatchedRule>();
        for (int place = 0; place <= count / IN_A_COMMUNITY; place++) {
            for (int i = 0; i < RULES; i++) {
                long number = rules.size() + 1L;
                rules.add(
                        new WatchedRule(
                                number,
                                new Rule(
                                        new UUID(4, number),
                                        1,
                                        community(place),
                                        "Rule " + i,
                                        BINDINGS.get(i % BINDINGS.size()),
                                        TenRules.CONDITIONS.get(i),
                                        Severity.WARNING,
                                        true,
                                        BEGIN,
                                        null)));
            }
        }
        return rules;
    }

    /**
     * A reading of each of some tanks.
     *
     * @param first number of the first tank, from 0
     * @param size how many follow one another, beginning again behind the last
     * @param minute of all readings
     */
    List<Received<NodeReadings>> readings(int first, int size, long minute) {
        var round = new ArrayList<Received<NodeReadings>>(size);
        for (int i = 0; i < size; i++) {
            round.add(reading(1 + (first + i) % count, minute));
        }
        return round;
    }

    private static Received<NodeReadings> reading(int number, long minute) {
        double height = number % WAVING == 0 ? 120 : 20;
        double level = 150 + height * Math.sin(minute / WAVE_MINUTES + number);
        Instant at = BEGIN.plusMillis(minute * MINUTE_MILLIS);
        var reading =
                Reading.of(
                        at,
                        Map.of(
                                Metric.WATER_LEVEL_CM,
                                level,
                                Metric.TEMPERATURE_C,
                                25.0,
                                Metric.TDS_PPM,
                                300.0));
        return new Received<>(
                STREAM.partitionOf(number),
                new StreamId(at.toEpochMilli(), number),
                ENTRY,
                new NodeReadings(number, Kind.TANK, Source.HTTP, at, List.of(reading)));
    }
}
