package com.evaratech.common.stream.consume;

import com.evaratech.common.stream.Entry;
import com.evaratech.common.stream.StreamId;

/**
 * An entry with its place.
 *
 * @param partition where it was
 * @param id its place there
 * @param entry as it was published
 * @param content as the handler read it
 */
public record Received<E>(int partition, StreamId id, Entry entry, E content) {}
