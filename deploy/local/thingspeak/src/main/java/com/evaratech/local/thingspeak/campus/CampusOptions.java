package com.evaratech.local.thingspeak.campus;

import java.time.Duration;
import java.time.ZoneId;

/**
 * A campus to be modelled.
 *
 * @param nodes how many channels, 1 to 1,000,000; eight of them make a site with one sump
 * @param seed decides everything that is random
 * @param interval how often a node reports, whole seconds, at least 15
 * @param history how much is produced at once at the start, so that charts are not empty
 * @param speed how many seconds of campus time pass in one of the clock's; the campus stops gaining
 *     at the clock's now
 * @param privateShare share of channels that need a read key, 0 to 1
 * @param quirks how often values and times are odd
 * @param counterRollover litres at which meters start again at 0; 0 means never
 * @param zone the people's zone, for their daily habits
 */
public record CampusOptions(
        int nodes,
        long seed,
        Duration interval,
        Duration history,
        double speed,
        double privateShare,
        QuirkRates quirks,
        long counterRollover,
        ZoneId zone) {

    /** The number of the first channel; the others follow. */
    public static final long FIRST_CHANNEL = 5_000_001;

    private static final int MOST_NODES = 1_000_000;

    public CampusOptions {
        require(
                nodes >= 1 && nodes <= MOST_NODES,
                "nodes " + nodes + " is not between 1 and " + MOST_NODES);
        require(
                interval.toSeconds() >= Site.STEP_SECONDS,
                "interval " + interval + " is shorter than 15 seconds");
        require(!history.isNegative(), "history " + history + " is negative");
        require(speed > 0 && speed <= 1e6, "speed " + speed + " is not between 0 and 1000000");
        require(
                privateShare >= 0 && privateShare <= 1,
                "privateShare " + privateShare + " is not between 0 and 1");
        require(counterRollover >= 0, "counterRollover " + counterRollover + " is negative");
    }

    /**
     * Forty nodes reporting each minute in real time, with two hours of history and a few odd
     * values.
     */
    public static CampusOptions small() {
        return of(40);
    }

    /** As {@link #small()} with another number of nodes. */
    public static CampusOptions of(int nodes) {
        return new CampusOptions(
                nodes,
                1,
                Duration.ofMinutes(1),
                Duration.ofHours(2),
                1,
                0.25,
                QuirkRates.MILD,
                0,
                ZoneId.of("Asia/Kolkata"));
    }

    public CampusOptions withSeed(long value) {
        return new CampusOptions(
                nodes,
                value,
                interval,
                history,
                speed,
                privateShare,
                quirks,
                counterRollover,
                zone);
    }

    public CampusOptions withInterval(Duration value) {
        return new CampusOptions(
                nodes, seed, value, history, speed, privateShare, quirks, counterRollover, zone);
    }

    public CampusOptions withHistory(Duration value) {
        return new CampusOptions(
                nodes, seed, interval, value, speed, privateShare, quirks, counterRollover, zone);
    }

    public CampusOptions withSpeed(double value) {
        return new CampusOptions(
                nodes, seed, interval, history, value, privateShare, quirks, counterRollover, zone);
    }

    public CampusOptions withPrivateShare(double value) {
        return new CampusOptions(
                nodes, seed, interval, history, speed, value, quirks, counterRollover, zone);
    }

    public CampusOptions withQuirks(QuirkRates value) {
        return new CampusOptions(
                nodes, seed, interval, history, speed, privateShare, value, counterRollover, zone);
    }

    public CampusOptions withCounterRollover(long value) {
        return new CampusOptions(
                nodes, seed, interval, history, speed, privateShare, quirks, value, zone);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
