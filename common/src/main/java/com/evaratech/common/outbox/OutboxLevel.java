package com.evaratech.common.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How full an outbox is.
 *
 * @param waiting events that were committed and not yet acknowledged
 * @param oldest when the first of them was appended, {@code null} when none waits
 */
record OutboxLevel(long waiting, @Nullable Instant oldest) {

    static final OutboxLevel EMPTY = new OutboxLevel(0, null);
}
