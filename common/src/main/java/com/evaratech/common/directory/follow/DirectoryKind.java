package com.evaratech.common.directory.follow;

import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A kind of items and how they are read.
 *
 * @param name names it in Redis
 * @param key reads an item's id; compact, since there is one in memory for each item
 * @param form reads an item's JSON
 * @param <K> of ids, with {@code equals} and {@code hashCode}
 * @param <T> of items, immutable
 */
public record DirectoryKind<K, T>(
        String name, Function<String, K> key, BiFunction<K, String, T> form) {}
