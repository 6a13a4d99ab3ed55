package com.evaratech.poller.channels;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What became of a channel's rows. Each row counts once, however often its page was read.
 *
 * @param fetched rows that the cursor passed: the sum of the other two
 * @param accepted rows that became a reading
 * @param rejected rows of which nothing was accepted
 */
@RegisterForReflection
public record RowCounts(long fetched, long accepted, long rejected) {}
