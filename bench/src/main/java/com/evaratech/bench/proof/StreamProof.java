package com.evaratech.bench.proof;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.host.HurtfulProxy;
import com.evaratech.bench.host.Pause;
import com.evaratech.bench.host.StreamTables;
import com.evaratech.bench.proof.OwnerProcess.Told;
import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Report;
import com.evaratech.common.bus.Bus;
import com.evaratech.common.bus.BusAddress;
import com.evaratech.common.stream.StreamDefinition;
import com.evaratech.common.stream.publish.PublisherLimits;
import com.evaratech.common.stream.publish.StreamPublisher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Publishes without end while faults come in the order of a seed; after each of them, and once more
 * at the end, compares what was accepted with what came of it.
 */
public final class StreamProof {

    private static final int PARTITIONS = 8;
    private static final String STREAM = "proof";
    private static final String SCHEMA = "proof";
    private static final Duration STUCK = Duration.ofSeconds(90);
    private static final double RECOVERY_GOAL_SECONDS = 30;
    private static final int TOLD_VIOLATIONS = 10;

    private final Report report;
    private final Length length;
    private final long seed;
    private final List<Violation> violations = new ArrayList<>();
    private double longestRecoverySeconds;
    private int stuck;

    /** How long it takes. */
    public enum Length {
        /** Every fault once, a dozen kills: a minute. */
        SHORT(1, 12),
        /** Every fault nine times, more than a hundred kills. */
        LONG(9, 100);

        private final int rounds;
        private final int leastKills;

        Length(int rounds, int leastKills) {
            this.rounds = rounds;
            this.leastKills = leastKills;
        }
    }

    /** A proof; the seed decides in which order faults come. */
    public StreamProof(Report report, Length length, long seed) {
        this.report = report;
        this.length = length;
        this.seed = seed;
    }

    /** Runs it, adding its marks to the report. */
    public void run() throws IOException, SQLException, InterruptedException {
        try (var servers = BenchServers.start();
                var database = HurtfulProxy.open(servers::postgresPort);
                var bus = HurtfulProxy.open(servers::redisPort)) {
            StreamTables tables;
            try (Connection admin = servers.connect()) {
                tables = StreamTables.create(admin, SCHEMA, CountingHandler.TABLES);
            }
            StreamDefinition stream = OwnerProcess.stream(STREAM, PARTITIONS);
            String busUrl = servers.redisUrl(bus.port());
            var publisher =
                    StreamPublisher.start(
                            new Bus(BusAddress.parse(busUrl)),
                            stream,
                            PublisherLimits.DEFAULT,
                            new SimpleMeterRegistry());
            try (var publishing = new Publishing(publisher);
                    var owners = new Owners(told(busUrl, database.port(), tables))) {
                publishing.start();
                var faults = new Faults(servers, database, bus, owners, publishing, stream);
                prove(servers, owners, publishing, faults);
            }
        }
    }

    private static Map<Told, String> told(String bus, int databasePort, StreamTables tables) {
        return Map.of(
                Told.BUS, bus,
                Told.STREAM, STREAM,
                Told.PARTITIONS, Integer.toString(PARTITIONS),
                Told.SCHEMA, tables.schema(),
                Told.DATABASE_PORT, Integer.toString(databasePort),
                Told.DATABASE_USER, tables.user(),
                Told.DATABASE_PASSWORD, tables.password());
    }

    private void prove(BenchServers servers, Owners owners, Publishing publishing, Faults faults)
            throws IOException, SQLException, InterruptedException {
        var _ = owners.start();
        var _ = owners.start();
        var random = new Random(seed);
        for (int round = 1; round <= length.rounds; round++) {
            var order = new ArrayList<>(List.of(Fault.values()));
            Collections.shuffle(order, random);
            for (Fault fault : order) {
                long from = publishing.next();
                publishing.flow();
                faults.hurt(fault);
                long hurt = System.nanoTime();
                publishing.pause();
                settle(servers, publishing, from);
                double recovery = (System.nanoTime() - hurt) / 1e9;
                longestRecoverySeconds = Math.max(longestRecoverySeconds, recovery);
                int found = judge(servers, publishing, faults, from);
                report.say(
                        "round %d  %-26s %,7d entries, settled in %5.2f s, %s"
                                .formatted(
                                        round,
                                        fault.label(),
                                        publishing.next() - from,
                                        recovery,
                                        found == 0 ? "every promise kept" : found + " VIOLATIONS"));
            }
        }
        int found = judge(servers, publishing, faults, 0);
        report.say("all together: %,d entries, %d violations".formatted(publishing.next(), found));
        addMarks(publishing, faults);
    }

    /** Waits until something is known of every accepted entry. */
    private void settle(BenchServers servers, Publishing publishing, long from)
            throws InterruptedException, SQLException {
        try (Connection admin = servers.connect()) {
            boolean settled =
                    Pause.until(
                            STUCK,
                            () -> Verdict.waiting(publishing.from(from), read(admin, from)) == 0);
            if (!settled) {
                stuck++;
            }
        }
    }

    private int judge(BenchServers servers, Publishing publishing, Faults faults, long from)
            throws SQLException {
        try (Connection admin = servers.connect()) {
            List<Violation> found =
                    Verdict.of(publishing.from(from), faults.removed(), read(admin, from));
            found.stream()
                    .limit(TOLD_VIOLATIONS)
                    .forEach(each -> report.say("  %s: %s".formatted(each.kind(), each.detail())));
            violations.addAll(found);
            return found.size();
        }
    }

    private static Outcome read(Connection admin, long from) {
        try {
            return Outcome.read(admin, SCHEMA, from);
        } catch (SQLException e) {
            throw new IllegalStateException("effects cannot be read", e);
        }
    }

    private void addMarks(Publishing publishing, Faults faults) {
        report.add(Mark.atMost("prove.streams.violations", violations.size(), "", 0));
        report.add(Mark.atMost("prove.streams.stuck", stuck, "", 0));
        report.add(Mark.atLeast("prove.streams.kills", faults.kills(), "", length.leastKills));
        report.add(
                Mark.atMost(
                        "prove.streams.recovery.longest",
                        longestRecoverySeconds,
                        "s",
                        RECOVERY_GOAL_SECONDS));
        report.add(Mark.told("prove.streams.entries", (double) publishing.next(), ""));
    }
}
