package com.evaratech.common.stream;

/**
 * The keys of one partition. The braces keep them in one slot of a Redis Cluster, so that one
 * function may change all of them.
 *
 * @param stream the entries
 * @param facts generation, what was trimmed, which server wrote last
 * @param groups how far each group of consumers is now
 * @param samples how far each group was over the last hours
 */
public record StreamKeys(String stream, String facts, String groups, String samples) {

    static StreamKeys of(String name, int partition) {
        String stream = "evara:{%c%02d}:%s".formatted(name.charAt(0), partition, name);
        return new StreamKeys(stream, stream + ":facts", stream + ":groups", stream + ":samples");
    }
}
