package com.evaratech.bench.poll;

import com.evaratech.bench.host.OnTheBus;
import com.evaratech.bench.host.Pause;
import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Report;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Three replicas poll while they are killed at random and others take their place; rows come all
 * the time. Then each row must be in its channel's account once, and on the bus at least once.
 */
public final class PollProof {

    private static final int REPLICAS = 3;
    private static final int INTERVAL_SECONDS = 5;
    private static final int ROWS_OF_A_WAVE = 3;

    // A dead replica's channels come back soon, so that kills can follow one another.
    private static final Map<String, String> SETTINGS =
            Map.of("EVARA_POLLING_LEASE", "10s", "EVARA_POLLING_TURN", "3s");

    private final Report report;
    private final Length length;
    private final Random random;
    private final InstantSource clock = InstantSource.system();

    /**
     * How long it takes.
     *
     * @param channels that are polled
     * @param kills of replicas, a wave of rows before each
     */
    private record Length(int channels, int kills) {

        static final Length SHORT = new Length(1_000, 4);
        static final Length LONG = new Length(10_000, 20);
    }

    /** A proof; the seed decides who is killed when. */
    public PollProof(Report report, boolean isShort, long seed) {
        this.report = report;
        this.length = isShort ? Length.SHORT : Length.LONG;
        this.random = new Random(seed);
    }

    /** Runs it, adding its marks to the report. */
    public void run() throws IOException, SQLException, InterruptedException {
        var channels = new Channels(length.channels(), INTERVAL_SECONDS);
        try (var pollers = Pollers.start(REPLICAS, channels, SETTINGS)) {
            Instant begin = clock.instant().minus(Duration.ofDays(1));
            int rows = 0;
            for (int kill = 1; kill <= length.kills(); kill++) {
                rows += ROWS_OF_A_WAVE;
                channels.add(
                        pollers.standIn(),
                        ROWS_OF_A_WAVE,
                        begin.plusSeconds((long) rows * INTERVAL_SECONDS));
                Pause.of(Duration.ofMillis(500 + random.nextInt(4_000)));
                int victim = random.nextInt(pollers.running());
                report.say("kill %d of %d".formatted(kill, length.kills()));
                pollers.kill(victim);
                pollers.startOne();
            }
            pollers.await(
                    "every channel is read",
                    "select count(*) from channel where cursor_entry_id = %d".formatted(rows),
                    channels.count());
            judge(pollers, channels, rows);
        }
    }

    private void judge(Pollers pollers, Channels channels, int rows) throws SQLException {
        long expected = (long) rows * channels.count();
        String account = "rows_fetched = %1$d and rows_accepted = %1$d".formatted(rows);
        String wrong = "select count(*) from channel where not (" + account + ")";
        report.add(
                Mark.atMost(
                        "poll.kills.wrong-accounts", (double) pollers.ask(wrong), "channels", 0.0));
        Set<Identity> seen = new HashSet<>();
        long[] published = {0};
        OnTheBus.each(
                pollers.servers(),
                (_, entry) ->
                        entry.readings()
                                .forEach(reading -> {
                                    published[0]++;
                                    boolean _ =
                                            seen.add(
                                                    new Identity(
                                                            entry.nodeNumber(),
                                                            reading.recordedAtMillis()));
                                }));
        report.add(
                Mark.atMost("poll.kills.lost-rows", (double) expected - seen.size(), "rows", 0.0));
        report.add(
                Mark.told(
                        "poll.kills.published-again", (double) published[0] - seen.size(), "rows"));
        report.add(Mark.told("poll.kills.rows", (double) expected, "rows"));
    }

    private record Identity(long node, long recordedAtMillis) {}
}
