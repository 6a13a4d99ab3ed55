package com.evaratech.bench.alerts.large;

import com.evaratech.bench.fleet.AlertService;
import com.evaratech.bench.host.Pause;
import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Report;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** When the parts of a restart are over, in seconds from its beginning; negative: not yet. */
final class Restart {

    private static final Duration LOOK = Duration.ofMillis(20);

    // Each partition that changes hands has the next epoch.
    private static final String EPOCHS =
            "select sum(epoch) from alerting.stream_position where consumer = 'alerting'";

    private final AlertService service;
    private final Connection admin;
    private final int partitions;
    private final long begun = System.nanoTime();
    private final long epochs;
    private double up = -1;
    private double directory = -1;
    private double ready = -1;
    private double leases = -1;

    /**
     * One that begins now.
     *
     * @param partitions how many are to be taken
     */
    Restart(AlertService service, Connection admin, int partitions) {
        this.service = service;
        this.admin = admin;
        this.partitions = partitions;
        this.epochs = number(EPOCHS);
    }

    /** Watches until something holds; false when it did not within the patience. */
    boolean watch(Duration patience, BooleanSupplier holds) throws InterruptedException {
        while (!holds.getAsBoolean() || ready < 0 || leases < 0) {
            double now = (System.nanoTime() - begun) / 1e9;
            if (now * 1e9 > patience.toNanos()) {
                return false;
            }
            look(now);
            Pause.of(LOOK);
        }
        return true;
    }

    private void look(double now) {
        if (ready < 0) {
            var health = service.health();
            up = up < 0 && health.isUp() ? now : up;
            directory = directory < 0 && health.hasDirectory() ? now : directory;
            ready = health.isReady() ? now : ready;
        }
        if (leases < 0 && number(EPOCHS) >= epochs + partitions) {
            leases = now;
        }
    }

    /** Adds the parts to a report. */
    void tell(Report report, String prefix) {
        report.add(Mark.told(prefix + "up", up, "s"));
        report.add(Mark.told(prefix + "directory", directory, "s"));
        report.add(Mark.told(prefix + "ready", ready, "s"));
        report.add(Mark.told(prefix + "leases-taken", leases, "s"));
        report.say(
                "up after %.1f s, with its directory after %.1f s, ready after %.1f s, all leases after %.1f s"
                        .formatted(up, directory, ready, leases));
    }

    private long number(String question) {
        try (var statement = admin.createStatement();
                var row = statement.executeQuery(question)) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            throw new IllegalStateException(question, e);
        }
    }
}
