package com.evaratech.bench.poll;

import com.evaratech.bench.host.OnTheBus;
import com.evaratech.bench.host.Pause;
import com.evaratech.bench.profile.Profiling;
import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Report;
import com.evaratech.local.process.ProcessCost;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Measures one replica of the poller against the stand-in: polls at full speed, a fleet in its
 * usual pace, and the memory of a large one. What is said of "one core" is by processor time of the
 * replica, so that a busy machine tells the same as a quiet one.
 */
public final class PollBench {

    private static final int ROWS = 10;
    private static final double POLLS_GOAL = 1_000;
    private static final int FLEET = 2_000;
    private static final int MINUTE = 60;
    private static final double CORE_GOAL_PERCENT = 10;
    private static final int LARGE = 100_000;
    private static final int HOUR = 3_600;
    private static final double MEMORY_GOAL_MIB = 300e6 / (1 << 20);
    private static final double DELAY_GOAL_SECONDS = MINUTE + 5;

    private static final String LAG_MILLIS =
            """
            select (1000 * extract(epoch from greatest(interval '0', max(now() - next_due_at))))::bigint
            from channel
            """;

    private final Report report;
    private final Length length;
    private final InstantSource clock = InstantSource.system();

    /**
     * How much is done.
     *
     * @param warmUps rounds before those that count: a service is up for days, its compiler busy
     *     for minutes
     * @param rounds that count
     * @param minutes of the usual pace that count
     */
    private record Length(int warmUps, int rounds, int minutes) {

        static final Length SHORT = new Length(20, 5, 1);
        static final Length LONG = new Length(60, 20, 4);
    }

    public PollBench(Report report, boolean isShort) {
        this.report = report;
        this.length = isShort ? Length.SHORT : Length.LONG;
    }

    /**
     * Measures, adding to the report.
     *
     * @param isProfiled whether the replica is recorded, and what is hot in it told
     */
    public void run(boolean isProfiled) throws IOException, SQLException, InterruptedException {
        var channels = new Channels(FLEET, MINUTE);
        try (var pollers = Pollers.start(1, channels, Map.of())) {
            fullSpeed(isProfiled, pollers, channels);
            idle(pollers);
            usualPace(isProfiled, pollers);
        }
        largeFleet();
    }

    private void fullSpeed(boolean isProfiled, Pollers pollers, Channels channels)
            throws IOException, SQLException, InterruptedException {
        report.say("polls at full speed, %d new rows each".formatted(ROWS));
        int last = length.warmUps() + length.rounds();
        Instant begin = clock.instant().minusSeconds((long) last * ROWS * MINUTE);
        for (int round = 1; round <= length.warmUps(); round++) {
            round(pollers, channels, begin, round);
        }
        Profiling profiling = profiling(isProfiled, pollers);
        profiling.begin();
        Duration before = ProcessCost.cpu(pollers.process());
        Duration database = pollers.servers().postgresCpu();
        long started = System.nanoTime();
        for (int round = length.warmUps() + 1; round <= last; round++) {
            round(pollers, channels, begin, round);
        }
        double wall = (System.nanoTime() - started) / 1e9;
        double cpu = seconds(ProcessCost.cpu(pollers.process()).minus(before));
        double others = seconds(pollers.servers().postgresCpu().minus(database));
        double polls = (double) channels.count() * length.rounds();
        report.say("%.0f polls a second of the replica's time".formatted(polls / cpu));
        report.add(Mark.atLeast("poll.per-core", polls / cpu, "polls/s", POLLS_GOAL));
        report.add(Mark.told("poll.here", polls / wall, "polls/s"));
        report.add(Mark.told("poll.postgresql", 1e6 * others / polls, "us/poll"));
        profiling.end("full-speed");
    }

    private Profiling profiling(boolean isProfiled, Pollers pollers) {
        return Profiling.of(isProfiled, report, Map.of("thingspeak-poller", pollers.process()));
    }

    private static void round(Pollers pollers, Channels channels, Instant begin, int round)
            throws SQLException, InterruptedException {
        Instant last = begin.plusSeconds((long) round * ROWS * MINUTE);
        channels.add(pollers.standIn(), ROWS, last);
        pollers.change("update channel set next_due_at = now()");
        pollers.await(
                "every channel is read",
                "select count(*) from channel where lease_until is null and cursor_entry_id = "
                        + round * ROWS,
                channels.count());
    }

    /** What the replica takes when nothing is due: of the usual pace this is no cost of polls. */
    private void idle(Pollers pollers) throws IOException, SQLException, InterruptedException {
        pollers.change("update channel set next_due_at = now() + interval '1 hour'");
        Pause.of(Duration.ofSeconds(10));
        Duration before = ProcessCost.cpu(pollers.process());
        Pause.of(Duration.ofSeconds(MINUTE / 2));
        double cpu = seconds(ProcessCost.cpu(pollers.process()).minus(before));
        report.add(Mark.told("poll.idle.core", 100 * cpu / (MINUTE / 2.0), "%"));
    }

    /** After the rounds, so that what is measured is not what the compiler does at first. */
    private void usualPace(boolean isProfiled, Pollers pollers)
            throws IOException, SQLException, InterruptedException {
        report.say("%,d channels, a row a minute each".formatted(FLEET));
        try (var devices = new Devices(pollers.standIn(), FLEET, Duration.ofMinutes(1))) {
            pollers.change(
                    "update channel set next_due_at = now() + random() * interval '60 seconds'");
            devices.start();
            Pause.of(Duration.ofMinutes(1));
            Profiling profiling = profiling(isProfiled, pollers);
            profiling.begin();
            Instant begin = clock.instant();
            Duration before = ProcessCost.cpu(pollers.process());
            Pause.of(Duration.ofMinutes(length.minutes()));
            double cpu = seconds(ProcessCost.cpu(pollers.process()).minus(before));
            double percent = 100 * cpu / (length.minutes() * MINUTE);
            report.say("%.1f %% of a core".formatted(percent));
            report.add(Mark.atMost("poll.fleet.core", percent, "%", CORE_GOAL_PERCENT));
            Instant end = clock.instant();
            Histogram delays = delays(pollers, begin, end);
            report.add(
                    Mark.atMost(
                            "poll.fleet.row-delay.p99",
                            delays.getValueAtPercentile(99) / 1e3,
                            "s",
                            DELAY_GOAL_SECONDS));
            report.add(Mark.told("poll.fleet.rows", (double) delays.getTotalCount(), "rows"));
            report.add(Mark.told("poll.fleet.lag", pollers.ask(LAG_MILLIS) / 1e3, "s"));
            profiling.end("usual-pace");
        }
    }

    /** From the second in which a row was made to its acceptance. */
    private static Histogram delays(Pollers pollers, Instant begin, Instant end) {
        var delays = new Histogram(3);
        OnTheBus.each(
                pollers.servers(),
                (_, entry) -> {
                    if (entry.acceptedAt().isAfter(begin) && entry.acceptedAt().isBefore(end)) {
                        entry.readings()
                                .forEach(reading ->
                                        delays.recordValue(
                                                Math.max(
                                                        0,
                                                        Duration.between(
                                                                        reading.recordedAt(),
                                                                        entry.acceptedAt())
                                                                .toMillis())));
                    }
                });
        return delays;
    }

    private void largeFleet() throws IOException, SQLException, InterruptedException {
        report.say("%,d channels, polled once an hour each".formatted(LARGE));
        try (var pollers = Pollers.start(1, new Channels(LARGE, HOUR), Map.of())) {
            pollers.change("update channel set next_due_at = now() + random() * interval '1 hour'");
            double most = 0;
            for (int look = 0; look < MINUTE; look++) {
                Pause.of(Duration.ofSeconds(1));
                most = Math.max(most, ProcessCost.residentMib(pollers.process()));
            }
            report.say("%.0f MiB".formatted(most));
            report.add(Mark.atMost("poll.large.resident", most, "MiB", MEMORY_GOAL_MIB));
            report.add(
                    Mark.told(
                            "poll.large.polled",
                            (double)
                                    pollers.ask(
                                            "select count(*) from channel where last_success_at is not"
                                                    + " null"),
                            "channels"));
        }
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
