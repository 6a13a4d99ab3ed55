package com.evaratech.common.stream;

/**
 * MurmurHash3, x86 32-bit variant with seed 0, of a number's eight bytes in little-endian order.
 * Spreads consecutive numbers evenly and never changes. After Austin Appleby's published reference
 * (public domain).
 */
final class Murmur3 {

    private static final int C1 = 0xcc9e2d51;
    private static final int C2 = 0x1b873593;
    private static final int BYTES = Long.BYTES;

    private Murmur3() {}

    static int hash(long key) {
        int hash = mix(mix(0, (int) key), (int) (key >>> Integer.SIZE));
        hash ^= BYTES;
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }

    private static int mix(int hash, int block) {
        int mixed = Integer.rotateLeft(block * C1, 15) * C2;
        return Integer.rotateLeft(hash ^ mixed, 13) * 5 + 0xe6546b64;
    }
}
