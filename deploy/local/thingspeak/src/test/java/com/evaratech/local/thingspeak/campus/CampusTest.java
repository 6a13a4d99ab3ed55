package com.evaratech.local.thingspeak.campus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.evaratech.local.thingspeak.channels.ChannelStore;
import com.evaratech.local.thingspeak.channels.Row;
import com.evaratech.local.thingspeak.channels.Slot;
import com.evaratech.local.thingspeak.channels.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CampusTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final long TANK = CampusOptions.FIRST_CHANNEL;
    private static final long METER = TANK + 1;
    private static final long PUMP = TANK + 2;
    private static final long WELL = TANK + 4;
    private static final CampusOptions OPTIONS =
            CampusOptions.of(16).withQuirks(QuirkRates.NONE).withInterval(Duration.ofMinutes(5));

    @Test
    void shouldAccountForAllWater() {
        Campus campus = campus(OPTIONS, 3);
        assertThat(campus.balances())
                .hasSize(6)
                .allSatisfy(balance -> {
                    assertThat(balance.inflow()).isGreaterThan(1000);
                    assertThat(balance.error()).isCloseTo(0, within(1e-3));
                });
    }

    @Test
    void shouldKeepLevelsWithinTheTankAndLetThemMove() {
        Campus campus = campus(OPTIONS, 3);
        CampusNode tank = campus.nodes().getFirst();
        double height = tank.geometry().getOrDefault("height_cm", 0.0);
        List<Double> levels = numbers(tank, Slot.FIELD1);
        assertThat(levels)
                .hasSizeGreaterThan(800)
                .allSatisfy(level -> assertThat(level).isBetween(0.0, height));
        double span =
                levels.stream().mapToDouble(d -> d).max().orElseThrow()
                        - levels.stream().mapToDouble(d -> d).min().orElseThrow();
        assertThat(span).isGreaterThan(height / 5);
    }

    @Test
    void shouldNeverLetACounterFallUnlessItRollsOver() {
        assertThat(falls(numbers(campus(OPTIONS, 3).node(METER).orElseThrow(), Slot.FIELD2)))
                .isZero();
        Campus rolling = campus(OPTIONS.withCounterRollover(50_000), 3);
        List<Double> shown = numbers(rolling.node(METER).orElseThrow(), Slot.FIELD2);
        assertThat(falls(shown)).isBetween(1L, 10L);
        assertThat(shown).allSatisfy(litres -> assertThat(litres).isLessThan(50_000));
    }

    @Test
    void shouldProduceTheSameRowsFromTheSameSeedInAnySteps() {
        CampusOptions rough = OPTIONS.withQuirks(QuirkRates.ROUGH);
        Campus atOnce = campus(rough, 1);
        Campus piecemeal = new Campus(rough, new ChannelStore(5000), START);
        for (int minute = 7; minute <= 1440 + 7; minute += 7) {
            piecemeal.advanceTo(START.plus(Duration.ofMinutes(Math.min(minute, 1440))));
        }
        assertThat(text(piecemeal)).isEqualTo(text(atOnce));
        assertThat(text(campus(rough.withSeed(2), 1))).isNotEqualTo(text(atOnce));
    }

    @Test
    void shouldShowALeakInTheNightFlow() {
        Campus sound = campus(OPTIONS, 1);
        Campus leaking = new Campus(OPTIONS, new ChannelStore(5000), START);
        leaking.strike(METER, new Incident.Leak(25));
        leaking.advanceTo(START.plus(Duration.ofDays(1)));
        assertThat(least(leaking, METER, Slot.FIELD1))
                .isGreaterThan(least(sound, METER, Slot.FIELD1) + 20);
    }

    @Test
    void shouldRunAPumpDry() {
        Campus campus = new Campus(OPTIONS, new ChannelStore(5000), START);
        campus.strike(PUMP, new Incident.DryRun());
        campus.advanceTo(START.plus(Duration.ofDays(2)));
        List<Row> running =
                campus.node(PUMP).orElseThrow().channel().newest(Window.ALL, 5000).stream()
                        .filter(row -> "RUNNING".equals(row.get(Slot.FIELD4)))
                        .toList();
        assertThat(running)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.get(Slot.FIELD1)).isEqualTo("0.0"));
    }

    @Test
    void shouldFallSilentAndStickAndRecover() {
        Campus campus = campus(OPTIONS, 1);
        int before = campus.node(TANK).orElseThrow().channel().size();
        campus.strike(TANK, new Incident.Silent());
        campus.strike(METER, new Incident.Stuck());
        campus.advanceTo(START.plus(Duration.ofDays(2)));
        assertThat(campus.node(TANK).orElseThrow().channel().size()).isEqualTo(before);
        List<Double> stuck = numbers(campus.node(METER).orElseThrow(), Slot.FIELD1);
        assertThat(stuck.subList(stuck.size() - 200, stuck.size())).containsOnly(stuck.getLast());
        campus.repair(TANK);
        campus.advanceTo(START.plus(Duration.ofDays(3)));
        assertThat(campus.node(TANK).orElseThrow().channel().size()).isGreaterThan(before + 200);
    }

    @Test
    void shouldRefuseIncidentsThatCannotHappen() {
        Campus campus = campus(OPTIONS, 1);
        assertThatThrownBy(() -> campus.strike(WELL, new Incident.Leak(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BOREWELL");
        assertThatThrownBy(() -> campus.repair(1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldDrawTheWellDownWhileItsPumpRuns() {
        Campus campus = campus(OPTIONS, 3);
        List<Row> rows = campus.node(WELL).orElseThrow().channel().newest(Window.ALL, 5000);
        assertThat(depth(rows, "RUNNING")).isGreaterThan(depth(rows, "STOPPED") + 0.5);
        assertThat(falls(numbers(campus.node(WELL).orElseThrow(), Slot.FIELD7))).isZero();
    }

    private static double depth(List<Row> rows, String status) {
        return rows.stream()
                .filter(row -> status.equals(row.get(Slot.FIELD4)))
                .mapToDouble(row -> number(row, Slot.FIELD2))
                .average()
                .orElseThrow();
    }

    private static Campus campus(CampusOptions options, int days) {
        Campus campus = new Campus(options, new ChannelStore(5000), START);
        campus.advanceTo(START.plus(Duration.ofDays(days)));
        return campus;
    }

    private static double least(Campus campus, long channel, Slot slot) {
        return numbers(campus.node(channel).orElseThrow(), slot).stream()
                .mapToDouble(d -> d)
                .min()
                .orElseThrow();
    }

    private static List<Double> numbers(CampusNode node, Slot slot) {
        return node.channel().newest(Window.ALL, 5000).stream()
                .map(row -> number(row, slot))
                .toList();
    }

    private static double number(Row row, Slot slot) {
        String text = row.get(slot);
        return text == null ? Double.NaN : Double.parseDouble(text);
    }

    private static long falls(List<Double> values) {
        long falls = 0;
        for (int i = 1; i < values.size(); i++) {
            falls += values.get(i) < values.get(i - 1) ? 1 : 0;
        }
        return falls;
    }

    private static String text(Campus campus) {
        StringBuilder text = new StringBuilder();
        for (CampusNode node : campus.nodes()) {
            node.channel()
                    .newest(Window.ALL, 5000)
                    .forEach(row ->
                            text.append(row.second())
                                    .append(row.entryId())
                                    .append(row.cells())
                                    .append('\n'));
        }
        return text.toString();
    }
}
