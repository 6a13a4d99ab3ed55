package com.evaratech.bench.ingest;

import com.evaratech.bench.site.Tank;
import java.time.Instant;
import java.time.InstantSource;

/** When the readings were taken that tanks send; later with each of a tank's. */
interface ReadingTimes {

    /**
     * The instant of the first reading of a request.
     *
     * @param tank who sends it
     * @param number how many readings the tank has sent before
     */
    Instant of(Tank tank, long number);

    /** As devices that empty their memory: one after the other from an instant on. */
    static ReadingTimes from(Instant begin, long stepMillis) {
        return (_, number) -> begin.plusMillis(number * stepMillis);
    }

    /** As devices that send what they have just measured. */
    static ReadingTimes present(InstantSource clock, int tanks) {
        var last = new long[tanks];
        return (tank, _) -> {
            // Of each tank one request is on its way at a time.
            long at = Math.max(clock.millis(), last[tank.place()] + 1);
            last[tank.place()] = at;
            return Instant.ofEpochMilli(at);
        };
    }
}
