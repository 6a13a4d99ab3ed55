package com.evaratech.bench.drill;

import com.evaratech.bench.report.Mark;
import com.evaratech.bench.report.Report;
import java.time.Duration;

/**
 * What the drill measured, and what it means for a database of 100 GB: each stage's own rate, with
 * a day's WAL behind the base backup and the whole window of the bus to read again.
 */
final class RestoreFigures {

    private static final double BYTES_PER_MEGABYTE = 1e6;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double DATABASE_MEGABYTES = 100_000;

    /** 10,000 nodes with a reading a minute, from the night's base backup to the next. */
    private static final double READINGS_PER_DAY = 10_000.0 * 60 * 24;

    /** The bus is read again for as long as it keeps what was read. */
    private static final double WINDOW_READINGS = 10_000.0 * 30;

    private static final double RPO_GOAL_SECONDS = Duration.ofMinutes(5).toSeconds();
    private static final double RTO_GOAL_SECONDS = Duration.ofHours(1).toSeconds();

    private final Report report;
    private final boolean isJudged;
    private long wrong;
    private double lostSeconds;
    private double databaseMegabytes;
    private double restoreMegabytesPerSecond = Double.MAX_VALUE;
    private double walMegabytes;
    private double walBytesPerReading;
    private double walMegabytesPerSecond = Double.MAX_VALUE;
    private double readingsPerSecond = Double.MAX_VALUE;

    /** Figures for a report; of little data no rate is judged. */
    RestoreFigures(Report report, boolean isJudged) {
        this.report = report;
        this.isJudged = isJudged;
    }

    /** A base backup was taken of that many bytes of databases. */
    void backedUp(long bytes, long millis) {
        databaseMegabytes = bytes / BYTES_PER_MEGABYTE;
        report.add(Mark.told("prove.restore.backup", rate(databaseMegabytes, millis), "MB/s"));
        report.say(
                "base backup: %,.0f MB in %.1f s"
                        .formatted(databaseMegabytes, millis / MILLIS_PER_SECOND));
    }

    /** So much WAL was written while so many rows were. */
    void walWritten(long bytes, long rows) {
        walMegabytes = bytes / BYTES_PER_MEGABYTE;
        walBytesPerReading = (double) bytes / Math.max(1, rows);
    }

    /** The files were back after the first time, the server open after another. */
    void restored(long filesMillis, long recoveryMillis) {
        restoreMegabytesPerSecond =
                Math.min(restoreMegabytesPerSecond, rate(databaseMegabytes, filesMillis));
        walMegabytesPerSecond = Math.min(walMegabytesPerSecond, rate(walMegabytes, recoveryMillis));
        report.say(
                "restored: files in %.1f s, WAL in %.1f s"
                        .formatted(
                                filesMillis / MILLIS_PER_SECOND,
                                recoveryMillis / MILLIS_PER_SECOND));
    }

    /** So many readings of the bus had their effect. */
    void replayed(long readings, long millis) {
        readingsPerSecond = Math.min(readingsPerSecond, rate((double) readings, millis));
        report.say(
                "read again from the bus: %,d readings in %.1f s"
                        .formatted(readings, millis / MILLIS_PER_SECOND));
    }

    /** Rows that are not as they must be. */
    void compared(String when, long wrongRows) {
        wrong += wrongRows;
        report.say(
                "compared row by row %s: %s"
                        .formatted(when, wrongRows == 0 ? "as it was" : wrongRows + " WRONG"));
    }

    /** What only the database had was lost for so long. */
    void lost(long millis) {
        lostSeconds = millis / MILLIS_PER_SECOND;
    }

    /** From the begin of the restore to the last reading of the bus that is back. */
    void recovered(String name, long millis) {
        report.add(Mark.told("prove.restore.rto." + name, millis / MILLIS_PER_SECOND, "s"));
    }

    /** Adds what all of it comes to. */
    void end() {
        double files = DATABASE_MEGABYTES / restoreMegabytesPerSecond;
        double wal =
                walBytesPerReading * READINGS_PER_DAY / BYTES_PER_MEGABYTE / walMegabytesPerSecond;
        double bus = WINDOW_READINGS / readingsPerSecond;
        report.say(
                "100 GB at these rates: files %,.0f s, a day's WAL %,.0f s, the bus %,.0f s"
                        .formatted(files, wal, bus));
        report.add(Mark.atMost("prove.restore.wrong-rows", (double) wrong, "", 0));
        report.add(Mark.atMost("prove.restore.rpo.database", lostSeconds, "s", RPO_GOAL_SECONDS));
        if (isJudged) {
            report.add(
                    Mark.atMost(
                            "prove.restore.rto.100-gb", files + wal + bus, "s", RTO_GOAL_SECONDS));
        }
        report.add(Mark.told("prove.restore.files", restoreMegabytesPerSecond, "MB/s"));
        report.add(Mark.told("prove.restore.wal", walMegabytesPerSecond, "MB/s"));
        report.add(Mark.told("prove.restore.bus", readingsPerSecond, "readings/s"));
    }

    private static double rate(double amount, long millis) {
        return amount * MILLIS_PER_SECOND / Math.max(1, millis);
    }
}
