package com.evaratech.common.stream;

/**
 * One life of a partition: from its first entry until the bus loses it. Ids of different
 * generations are not comparable.
 *
 * @param birth every entry of this generation has this id or a later one; what was accepted before
 *     and belongs to an earlier generation has an earlier one
 * @param name tells it from every other
 */
public record Generation(StreamId birth, String name) {

    /** Of a consumer that has not read anything yet. */
    public static final Generation NONE = new Generation(StreamId.START, "none");

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException when it is not one
     */
    public static Generation parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("no generation: " + text);
        }
        return new Generation(StreamId.parse(text.substring(0, colon)), text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return birth + ":" + name;
    }
}
