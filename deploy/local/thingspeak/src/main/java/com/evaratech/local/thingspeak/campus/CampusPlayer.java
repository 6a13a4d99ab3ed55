package com.evaratech.local.thingspeak.campus;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Lets a campus live: at its speed until it has caught up with the clock, then along with the
 * clock. Told to advance it may run ahead; it then waits until the clock has caught up with it.
 */
public final class CampusPlayer {
    private final Campus campus;
    private final InstantSource clock;
    private final double speed;
    private Instant lastTick;
    private Instant wanted;

    /**
     * At speed 1 all rows up to now are produced at once; at another one the past is played first.
     */
    public CampusPlayer(Campus campus, InstantSource clock, double speed) {
        this.campus = campus;
        this.clock = clock;
        this.speed = speed;
        this.lastTick = clock.instant();
        this.wanted = campus.now();
        if (speed == 1) {
            advance(Duration.between(wanted, lastTick));
        }
    }

    /** Brings the campus to where it should be by now. */
    public synchronized void tick() {
        Instant now = clock.instant();
        long passed = Math.max(0, Duration.between(lastTick, now).toMillis());
        lastTick = now;
        Instant played = wanted.plusMillis((long) (passed * speed));
        Instant target = played.isBefore(now) ? played : now;
        if (target.isAfter(wanted)) {
            wanted = target;
            campus.advanceTo(wanted);
        }
    }

    /** Produces so much at once, into the future if need be. */
    public synchronized void advance(Duration by) {
        wanted = wanted.plus(by);
        campus.advanceTo(wanted);
    }
}
