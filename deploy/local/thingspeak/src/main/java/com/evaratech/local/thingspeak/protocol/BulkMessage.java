package com.evaratech.local.thingspeak.protocol;

import com.evaratech.local.thingspeak.channels.Cells;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One row of a bulk write, dated absolutely or by the time since the row before it. */
sealed interface BulkMessage {
    Cells cells();

    /** A row with its time. */
    record Dated(Instant createdAt, Cells cells) implements BulkMessage {}

    /** A row so long after the one before it. */
    record Later(Duration delta, Cells cells) implements BulkMessage {}

    /**
     * The messages with their times. Relative ones are counted back from the acceptance, which is
     * the time of the last one: a device sends what it has gathered up to now.
     */
    static List<Dated> dated(List<BulkMessage> messages, Instant now) {
        List<Dated> reversed = new ArrayList<>();
        Instant time = now;
        for (BulkMessage message : messages.reversed()) {
            switch (message) {
                case Dated dated -> reversed.add(dated);
                case Later later -> {
                    reversed.add(new Dated(time, later.cells()));
                    time = time.minus(later.delta());
                }
            }
        }
        return reversed.reversed();
    }
}
