package com.evaratech.local.thingspeak.misbehave;

import com.evaratech.local.thingspeak.channels.Cells;
import com.evaratech.local.thingspeak.channels.Channel;
import com.evaratech.local.thingspeak.channels.Row;
import com.evaratech.local.thingspeak.channels.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Puts rows into channels whose times are what real channels' sometimes are; values repeat the
 * newest row's.
 */
public final class StrangeRows {
    private final InstantSource clock;

    public StrangeRows(InstantSource clock) {
        this.clock = clock;
    }

    /** Rows dated so far ahead of now, a second apart. */
    public void future(Channel channel, int count, Duration ahead) {
        add(channel, clock.instant().plus(ahead), count, Duration.ofSeconds(1));
    }

    /** Rows of one and the same second: now. */
    public void burst(Channel channel, int count) {
        add(channel, clock.instant(), count, Duration.ZERO);
    }

    /** Rows that arrive now but are dated so long ago and from then on by steps. */
    public void backDated(Channel channel, int count, Duration ago, Duration step) {
        add(channel, clock.instant().minus(ago), count, step);
    }

    private static void add(Channel channel, Instant from, int count, Duration step) {
        Cells cells =
                channel.newest(Window.ALL, 1).stream()
                        .map(Row::cells)
                        .findFirst()
                        .orElse(Cells.ofFields("0"));
        for (int i = 0; i < count; i++) {
            var _ = channel.append(from.plus(step.multipliedBy(i)), cells);
        }
    }
}
