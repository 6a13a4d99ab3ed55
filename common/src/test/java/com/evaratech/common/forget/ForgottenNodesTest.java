package com.evaratech.common.forget;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.access.Placement;
import com.evaratech.common.metric.Kind;
import com.evaratech.common.metric.Metric;
import com.evaratech.common.reading.Correction;
import com.evaratech.common.reading.Forget;
import com.evaratech.common.reading.NodeFact;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.Reading;
import com.evaratech.common.reading.ReadingsCodec;
import com.evaratech.common.reading.Source;
import com.evaratech.common.stream.StreamId;
import com.evaratech.common.stream.consume.Received;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ForgottenNodesTest {

    private static final Instant AT = Instant.parse("2026-05-01T12:00:00Z");

    private final ForgottenNodes nodes = new ForgottenNodes("telemetry");

    @Test
    void shouldRejectWhatLiesBehindTheDeletionAndNothingBeforeIt() {
        var before = readings(7);
        var other = readings(8);
        var behind = readings(7);

        Sifted sifted = nodes.sift(List.of(before, deletion(7), other, behind));

        assertThat(contents(sifted.readings())).containsExactly(before.content(), other.content());
        assertThat(contents(sifted.rejected())).containsExactly(behind.content());
        assertThat(sifted.forgotten()).hasSize(1);
    }

    @Test
    void shouldLetNothingBeCorrectedBehindTheDeletion() {
        var before = correction(7);

        Sifted sifted = nodes.sift(List.of(before, deletion(7), correction(7)));

        assertThat(sifted.corrections()).hasSize(1);
        assertThat(sifted.corrections().getFirst().content()).isEqualTo(before.content());
    }

    @Test
    void shouldRejectInEveryLaterRound() {
        Sifted _ = nodes.sift(List.of(deletion(7)));

        Sifted sifted = nodes.sift(List.of(readings(7), readings(8)));

        assertThat(sifted.rejected()).hasSize(1);
        assertThat(sifted.readings()).hasSize(1);
    }

    @Test
    void shouldKnowNothingOfAPartitionThatSomebodyElseHas() {
        Sifted _ = nodes.sift(List.of(deletion(7)));

        nodes.drop(Set.of(3));

        assertThat(nodes.sift(List.of(readings(7))).rejected()).isEmpty();
    }

    private static Received<NodeFact> deletion(long number) {
        var place = new Placement(UUID.randomUUID(), UUID.randomUUID(), null);
        var forget =
                new Forget(number, UUID.randomUUID(), UUID.randomUUID(), Kind.TANK, place, AT, AT);
        return new Received<>(3, StreamId.START, forget.toEntry(null), forget);
    }

    private static Received<NodeFact> correction(long number) {
        var reading = Reading.of(AT, Map.of(Metric.PH, 7.0));
        var correction = new Correction(number, Kind.TANK, "somebody", "", AT, List.of(reading));
        return new Received<>(3, StreamId.START, correction.toEntry(null), correction);
    }

    private static Received<NodeFact> readings(long number) {
        var reading = Reading.of(AT, Map.of(Metric.PH, 7.0));
        var readings = new NodeReadings(number, Kind.TANK, Source.HTTP, AT, List.of(reading));
        return new Received<>(3, StreamId.START, ReadingsCodec.encode(readings, null), readings);
    }

    private static List<NodeFact> contents(List<Received<NodeReadings>> received) {
        return received.stream().<NodeFact>map(Received::content).toList();
    }
}
