package com.evaratech.common.stream.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SharingTest {

    @Test
    void shouldLeaveEqualSharesAlone() {
        assertThat(Sharing.surplus(Map.of("a", 6, "b", 5, "c", 5), "b")).isEmpty();
    }

    @Test
    void shouldTakeHalfOfTheDifference() {
        assertThat(Sharing.surplus(Map.of("a", 16, "b", 0), "b"))
                .contains(new Sharing.Surplus("a", 8));
    }

    /** Owners come and go; those who stay look in turn until nobody takes anything. */
    @Property
    void shouldEndWithSharesThatDifferByOneAtMost(
            @ForAll @IntRange(min = 1, max = 64) int partitions,
            @ForAll @IntRange(min = 1, max = 9) int owners) {
        var shares = new TreeMap<String, Integer>();
        int free = partitions;
        for (int i = 0; i < owners; i++) {
            shares.put("owner" + i, 0);
            int take = Math.min(free, Sharing.freeToTake(shares, "owner" + i, partitions));
            shares.merge("owner" + i, take, Integer::sum);
            free -= take;
        }
        for (int round = 0; round < partitions; round++) {
            for (String me : shares.keySet()) {
                Sharing.surplus(shares, me)
                        .ifPresent(surplus -> {
                            shares.merge(surplus.victim(), -surplus.partitions(), Integer::sum);
                            shares.merge(me, surplus.partitions(), Integer::sum);
                        });
            }
        }

        var counts = shares.values();
        assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(partitions);
        assertThat(
                        counts.stream().mapToInt(Integer::intValue).max().orElseThrow()
                                - counts.stream().mapToInt(Integer::intValue).min().orElseThrow())
                .isLessThanOrEqualTo(1);
    }
}
