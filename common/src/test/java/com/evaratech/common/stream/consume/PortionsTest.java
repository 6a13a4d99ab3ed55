package com.evaratech.common.stream.consume;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.common.stream.Generation;
import com.evaratech.common.stream.StreamId;
import com.evaratech.common.stream.consume.Portions.Came;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PortionsTest {

    private static final int ENTRIES = 8_192;
    private static final int BYTES = 1 << 20;
    private static final int ENTRY_BYTES = 100;

    private final Portions portions = new Portions(ENTRIES, BYTES);
    private final List<Owned> sixteen = owned(16);

    private static List<Owned> owned(int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(number -> new Owned(number, 1, Generation.NONE, StreamId.START, 0))
                .toList();
    }

    /** One round in which partitions have so many entries; what was asked of each. */
    private Map<Integer, Integer> round(Map<Integer, Integer> waiting, int entryBytes) {
        Map<Integer, Integer> dealt = portions.of(sixteen);
        portions.learn(
                dealt.entrySet().stream()
                        .map(portion -> {
                            int asked = portion.getValue();
                            int has = waiting.getOrDefault(portion.getKey(), 0);
                            int entries = Math.min(asked, has);
                            long bytes = (long) entries * entryBytes;
                            return new Came(portion.getKey(), asked, entries, bytes);
                        })
                        .toList());
        return dealt;
    }

    @Test
    void shouldDealEvenlyWhileNothingIsKnown() {
        assertThat(portions.of(sixteen).values()).containsOnly(ENTRIES / 16);
    }

    @Test
    void shouldGiveNearlyTheWholeRoundToTheOnlyBusyPartition() {
        var backlog = Map.of(3, 1_000_000);
        for (int i = 0; i < 4; i++) {
            var _ = round(backlog, ENTRY_BYTES);
        }

        var dealt = portions.of(sixteen);

        assertThat(dealt.get(3)).isGreaterThan(ENTRIES * 7 / 8);
        assertThat(dealt.values().stream().mapToInt(each -> each).sum())
                .isLessThanOrEqualTo(ENTRIES);
    }

    @Test
    void shouldFillRoundsFromAPartitionThatWakesUpAfterFourOfThem() {
        for (int i = 0; i < 5; i++) {
            var _ = round(Map.of(), ENTRY_BYTES);
        }
        var backlog = Map.of(3, 1_000_000);
        for (int i = 0; i < 4; i++) {
            var _ = round(backlog, ENTRY_BYTES);
        }

        assertThat(portions.of(sixteen).get(3)).isGreaterThan(ENTRIES * 7 / 8);
    }

    @Test
    void shouldAskForAsManyLargeEntriesAsARoundHasBytes() {
        var backlog = Map.of(3, 1_000_000, 4, 1_000_000);
        for (int i = 0; i < 12; i++) {
            var _ = round(backlog, 10_000);
        }

        int asked = portions.of(sixteen).values().stream().mapToInt(each -> each).sum();

        assertThat(asked).isBetween(BYTES / 10_000 * 9 / 10, BYTES / 10_000 + 1);
    }

    @Test
    void shouldDealHalfAfterALostRoundAndAllAgainAfterGoodOnes() {
        portions.halve();
        assertThat(portions.of(sixteen).values()).containsOnly(ENTRIES / 32);

        portions.grow();
        portions.grow();

        assertThat(portions.of(sixteen).values()).containsOnly(ENTRIES / 16);
    }

    @Property
    void shouldNeverDealMoreThanTheRoundHasRoomForNorNothing(
            @ForAll @IntRange(min = 1, max = 500) int most,
            @ForAll @IntRange(max = 12) int losses,
            @ForAll @Size(16) List<@IntRange(max = 100_000) Integer> waiting) {
        var small = new Portions(most, BYTES);
        small.learn(
                sixteen.stream()
                        .map(one -> {
                            int entries = waiting.get(one.partition());
                            long bytes = (long) ENTRY_BYTES * entries;
                            return new Came(one.partition(), most, entries, bytes);
                        })
                        .toList());
        for (int i = 0; i < losses; i++) {
            small.halve();
        }

        var dealt = small.of(sixteen).values();

        assertThat(dealt).hasSize(16).allMatch(portion -> portion >= 1);
        assertThat(dealt.stream().mapToInt(each -> each).sum()).isLessThanOrEqualTo(most + 16);
    }
}
