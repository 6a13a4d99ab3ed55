package com.evaratech.common.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class Murmur3Test {

    /** Values of the reference's MurmurHash3_x86_32 over the same eight bytes, seed 0. */
    @Test
    void shouldHashAsTheReference() {
        assertThat(Murmur3.hash(0)).isEqualTo(0x63852afc);
        assertThat(Murmur3.hash(1)).isEqualTo(referenceOf(1));
        assertThat(Murmur3.hash(Long.MAX_VALUE)).isEqualTo(referenceOf(Long.MAX_VALUE));
    }

    @Test
    void shouldSpreadConsecutiveNumbersEvenly() {
        var stream = new StreamDefinition("readings", 16, java.util.Set.of());

        var counts =
                LongStream.range(1, 16_001)
                        .boxed()
                        .collect(
                                java.util.stream.Collectors.groupingBy(
                                        stream::partitionOf,
                                        java.util.stream.Collectors.counting()));

        assertThat(counts).hasSize(16);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(850L, 1_150L));
    }

    /** The published algorithm, byte by byte, as a second opinion. */
    private static int referenceOf(long key) {
        int hash = 0;
        for (int block = 0; block < 2; block++) {
            int k = 0;
            for (int i = 3; i >= 0; i--) {
                k = (k << 8) | (int) (key >>> (8 * (4 * block + i)) & 0xff);
            }
            k *= 0xcc9e2d51;
            k = (k << 15) | (k >>> 17);
            k *= 0x1b873593;
            hash ^= k;
            hash = (hash << 13) | (hash >>> 19);
            hash = hash * 5 + 0xe6546b64;
        }
        hash ^= 8;
        hash ^= hash >>> 16;
        hash *= 0x85ebca6b;
        hash ^= hash >>> 13;
        hash *= 0xc2b2ae35;
        hash ^= hash >>> 16;
        return hash;
    }
}
