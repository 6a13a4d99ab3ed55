package com.evaratech.local.thingspeak.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bulk write as it was read.
 *
 * @param key the write key of its body, or null
 * @param messages its rows in the order given
 */
record BulkWrite(@Nullable String key, List<BulkMessage> messages) {}
