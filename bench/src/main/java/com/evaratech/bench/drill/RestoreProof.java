package com.evaratech.bench.drill;

import com.evaratech.bench.host.BenchServers;
import com.evaratech.bench.host.Pause;
import com.evaratech.bench.report.Report;
import com.evaratech.local.identity.Secrets;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The drill: readings are accepted and changes committed all the time; a base backup is taken;
 * somebody removes what he should not, and the database is restored to the second before; then its
 * machine is lost without a warning, and it is restored as far as the archive goes. Each time what
 * is there is compared row by row, first as restored, then with what the bus still had.
 */
public final class RestoreProof {

    private static final int KEPT = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long MILLIS_PER_SECOND = 1_000;

    private final Length length;
    private final InstantSource clock = InstantSource.system();
    private final RestoreFigures figures;
    private final Changes changes = new Changes(clock);

    /** How long it takes. */
    public enum Length {
        /**
         * Little data, WAL archived every three seconds: its rates say nothing of a large database.
         * Oftener, and a busy machine archives more slowly than segments are begun.
         */
        SHORT(8, 2, Duration.ofSeconds(3), Duration.ofSeconds(1)),
        /** Most of a gigabyte, WAL archived as in production: some minutes. */
        LONG(400, 200, Duration.ofSeconds(60), Duration.ofSeconds(30));

        private final int nodesBefore;
        private final int nodesAfter;
        private final Duration archiveTimeout;
        private final Duration load;

        Length(int nodesBefore, int nodesAfter, Duration archiveTimeout, Duration load) {
            this.nodesBefore = nodesBefore;
            this.nodesAfter = nodesAfter;
            this.archiveTimeout = archiveTimeout;
            this.load = load;
        }
    }

    public RestoreProof(Report report, Length length) {
        this.length = length;
        this.figures = new RestoreFigures(report, length == Length.LONG);
    }

    /** Runs it, adding its marks to the report. */
    public void run() throws IOException, SQLException, InterruptedException {
        List<String> missing = Scripts.missingTools();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("not on this machine: " + String.join(", ", missing));
        }
        String secret = Secrets.generate();
        try (var servers = BenchServers.start();
                var store = ObjectStore.start(servers.directory().resolve("bucket"), secret)) {
            var directory = servers.directory().resolve("backup");
            var scripts =
                    Scripts.prepare(Scripts.ofCheckout(), directory, store, secret, KEPT)
                            .against(servers);
            servers.configurePostgres(
                    Map.of(
                            "archive_mode",
                            "on",
                            "archive_command",
                            scripts.archiveCommand(),
                            "archive_timeout",
                            length.archiveTimeout.toSeconds() + "s"));
            var site = Site.on(servers);
            try (var readings = Readings.flow(site.publisher(), clock)) {
                toTheSecondBefore(site, scripts, readings);
                toTheLastMoment(site, scripts, readings);
                // An orderly end would wait for an archive that nobody needs any more.
                servers.losePostgres();
            }
        }
        figures.end();
    }

    private void toTheSecondBefore(Site site, Scripts scripts, Readings readings)
            throws IOException, SQLException, InterruptedException {
        String history;
        long target;
        try (AgroalDataSource pool = site.pool();
                var _ = site.consume(pool);
                Connection admin = site.connect()) {
            History.add(admin, 1, length.nodesBefore);
            Thread flow = changes.flow(site.connect());
            backUp(site, scripts);
            long walBefore = Site.walBytes(admin);
            long storedBefore = Site.stored(admin);
            History.add(admin, 1 + length.nodesBefore, length.nodesAfter);
            history = History.sum(admin);
            Pause.of(length.load);
            target = secondThatIsOver();
            mistake(admin);
            changes.end(flow);
            figures.walWritten(
                    Site.walBytes(admin) - walBefore,
                    Site.stored(admin) - storedBefore + History.rows(length.nodesAfter));
            awaitArchived(admin);
        }
        site.servers().losePostgres();
        long restoring = restore(site, scripts, "--until", Instant.ofEpochMilli(target).toString());
        try (Connection admin = site.connect()) {
            long wrong = changes.wrongAt(target, admin);
            figures.compared(
                    "at " + Instant.ofEpochMilli(target),
                    wrong + (history.equals(History.sum(admin)) ? 0 : 1));
        }
        figures.recovered("to-a-second", restoring + replay(site, readings));
        readings.goOn();
    }

    private void toTheLastMoment(Site site, Scripts scripts, Readings readings)
            throws IOException, SQLException, InterruptedException {
        String history;
        long lost;
        try (AgroalDataSource pool = site.pool();
                var _ = site.consume(pool)) {
            var _ = changes.flow(site.connect());
            try (Connection admin = site.connect()) {
                history = History.sum(admin);
                // Until the archive knows of the timeline that the restore began, that one is lost.
                awaitArchived(admin);
            }
            // At no moment that the archiver chose.
            Pause.of(length.load);
            lost = clock.millis();
            site.servers().losePostgres();
        }
        long restoring = restore(site, scripts);
        try (Connection admin = site.connect()) {
            figures.lost(lost - changes.lostSince(lost, admin));
            figures.compared(
                    "as far as the archive went", history.equals(History.sum(admin)) ? 0 : 1);
        }
        figures.recovered("to-the-end", restoring + replay(site, readings));
    }

    private void backUp(Site site, Scripts scripts)
            throws IOException, SQLException, InterruptedException {
        long begun = clock.millis();
        String data = site.servers().postgresDirectory().toString();
        var _ = scripts.run("base-backup.sh", "--copy", data).orThrow();
        try (Connection admin = site.connect()) {
            figures.backedUp(Site.databaseBytes(admin), clock.millis() - begun);
        }
    }

    /** Somebody removes what he should not. */
    private static void mistake(Connection admin) throws SQLException {
        try (var statement = admin.createStatement()) {
            boolean _ = statement.execute("drop table drill.change");
            boolean _ = statement.execute("delete from drill.history where node_number < 4");
        }
    }

    /** A whole second, with some commits behind it. */
    private long secondThatIsOver() throws InterruptedException {
        long second = (clock.millis() / MILLIS_PER_SECOND + 1) * MILLIS_PER_SECOND;
        Pause.of(Duration.ofMillis(second - clock.millis() + MILLIS_PER_SECOND / 2));
        return second;
    }

    /** Waits until the archive has what is written by now, at the archiver's own pace. */
    private static void awaitArchived(Connection admin) throws InterruptedException {
        String segment = Site.text(admin, "select pg_walfile_name(pg_current_wal_lsn())");
        String newest = "select coalesce(last_archived_wal, '') from pg_stat_archiver";
        if (!Pause.until(PATIENCE, () -> Site.text(admin, newest).compareTo(segment) >= 0)) {
            throw new IllegalStateException(segment + " does not get into the archive");
        }
    }

    /** Milliseconds until PostgreSQL is open again. */
    private long restore(Site site, Scripts scripts, String... words)
            throws IOException, SQLException, InterruptedException {
        long begun = clock.millis();
        var all = new ArrayList<String>();
        all.add(site.servers().postgresDirectory().toString());
        all.addAll(List.of(words));
        var _ = scripts.run("restore.sh", all.toArray(String[]::new)).orThrow();
        long files = clock.millis();
        site.servers().startPostgres();
        try (Connection admin = site.connect()) {
            String recovers = "select pg_is_in_recovery()";
            if (!Pause.until(PATIENCE, () -> Site.text(admin, recovers).equals("f"))) {
                throw new IllegalStateException("PostgreSQL does not end its recovery");
            }
        }
        long end = clock.millis();
        figures.restored(files - begun, end - files);
        return end - begun;
    }

    /** Milliseconds in which the consumers catch up with what was accepted. */
    private long replay(Site site, Readings readings) throws SQLException, InterruptedException {
        readings.pause();
        try (AgroalDataSource pool = site.pool();
                Connection admin = site.connect()) {
            long missing = readings.accepted() - Site.stored(admin);
            long begun = clock.millis();
            try (var _ = site.consume(pool)) {
                boolean _ = Pause.until(PATIENCE, () -> Site.stored(admin) >= readings.accepted());
            }
            long end = clock.millis();
            figures.replayed(missing, end - begun);
            figures.compared(
                    "with the bus' readings", readings.wrong(admin) + Site.troubles(admin));
            return end - begun;
        }
    }
}
