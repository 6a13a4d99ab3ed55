package com.evaratech.common.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.metric.Plausible;
import com.evaratech.common.stream.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ReadingsCodecTest {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    @Property(tries = 300)
    void shouldReadWhatWasWritten(
            @ForAll @LongRange(min = 0) long node,
            @ForAll Kind kind,
            @ForAll Source source,
            @ForAll @IntRange(min = 1, max = 40) int count,
            @ForAll long seed) {
        var readings = new NodeReadings(node, kind, source, NOON, random(kind, count, seed));

        var read = ReadingsCodec.decode(ReadingsCodec.encode(readings, null));

        assertThat(read).isEqualTo(readings);
    }

    @Property
    void shouldKeepEveryBitOfAnyNumber(@ForAll double value) {
        var out = new PackedWriter();
        out.number(value);

        double read = new PackedReader(out.toBytes()).number();

        assertThat(Double.doubleToLongBits(read)).isEqualTo(Double.doubleToLongBits(value));
    }

    @Property
    void shouldReadOrRefuseAnyBytes(@ForAll byte[] payload) {
        try {
            var entry = new Entry(1, ReadingsCodec.ENTRY_KIND, 7, null, payload);
            assertThat(ReadingsCodec.decode(entry).readings()).isNotEmpty();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Test
    void shouldTakeFewBytesForOrdinaryReadings() {
        var readings = new ArrayList<Reading>();
        for (int i = 0; i < 100; i++) {
            readings.add(
                    Reading.of(
                            NOON.plusSeconds(60L * i),
                            Map.of(
                                    Metric.WATER_LEVEL_CM, 180 + i / 10.0,
                                    Metric.TEMPERATURE_C, 23.75,
                                    Metric.BATTERY_V, 3.71)));
        }
        var node = new NodeReadings(7, Kind.TANK, Source.THINGSPEAK, NOON, readings);

        assertThat(ReadingsCodec.encode(node, null).payload()).hasSizeLessThan(12 * 100);
    }

    @Test
    void shouldRefuseEntryThatIsCutOffOrTooLong() {
        var readings = new NodeReadings(7, Kind.DEEP, Source.HTTP, NOON, random(Kind.DEEP, 3, 1));
        byte[] payload = ReadingsCodec.encode(readings, null).payload();

        for (int length = 0; length < payload.length; length++) {
            assertRefused(Arrays.copyOf(payload, length));
        }
        assertRefused(Arrays.copyOf(payload, payload.length + 1));
    }

    @Test
    void shouldRefuseMetricThatKindHasNot() {
        var well = Reading.of(NOON, Map.of(Metric.VOLTAGE_V, 230.0));

        assertThatThrownBy(() -> new NodeReadings(7, Kind.TANK, Source.HTTP, NOON, List.of(well)))
                .hasMessageContaining("TANK");
    }

    @Test
    void shouldRefuseWordThatDoesNotExist() {
        var out = new PackedWriter();
        out.octet(Source.HTTP.number());
        out.octet(Kind.FLOW.number());
        out.signed(0);
        out.unsigned(1);
        out.signed(0);
        out.unsigned(MetricBits.of(Metric.PUMP_STATUS));
        out.number(3);

        assertRefused(out.toBytes());
    }

    @Test
    void shouldGiveValuesByMetric() {
        var reading = Reading.of(NOON, Map.of(Metric.PUMP_STATUS, 2.0, Metric.FLOW_RATE_LPM, 12.5));

        assertThat(reading.word(Metric.PUMP_STATUS)).isEqualTo("FAULT");
        assertThat(reading.value(Metric.FLOW_RATE_LPM)).isEqualTo(12.5);
        assertThat(reading.has(Metric.BATTERY_V)).isFalse();
        assertThat(reading.metrics()).containsExactly(Metric.FLOW_RATE_LPM, Metric.PUMP_STATUS);
        assertThatThrownBy(() -> Reading.of(NOON, Map.of(Metric.PH, 15.0)))
                .hasMessageContaining("ph");
    }

    private static void assertRefused(byte[] payload) {
        assertThatThrownBy(() ->
                        ReadingsCodec.decode(
                                new Entry(1, ReadingsCodec.ENTRY_KIND, 7, null, payload)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Reading> random(Kind kind, int count, long seed) {
        var random = new Random(seed);
        var readings = new ArrayList<Reading>();
        for (int i = 0; i < count; i++) {
            var values = new EnumMap<Metric, Double>(Metric.class);
            for (Metric metric : Metric.of(kind)) {
                if (values.isEmpty() || random.nextBoolean()) {
                    values.put(metric, random(metric, random));
                }
            }
            readings.add(Reading.of(NOON.plusMillis(random.nextLong(-1L << 40, 1L << 40)), values));
        }
        return readings;
    }

    private static double random(Metric metric, Random random) {
        return switch (metric.plausible()) {
            case Plausible.Range(double min, double max) -> {
                double value = random.nextDouble(min, max);
                yield random.nextBoolean() ? value : Math.rint(value * 100) / 100;
            }
            case Plausible.OneOf words -> random.nextInt(words.codes().size());
        };
    }
}
