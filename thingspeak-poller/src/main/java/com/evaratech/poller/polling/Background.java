package com.evaratech.poller.polling;

import com.evaratech.common.stream.publish.Acceptance.Refused;
import com.evaratech.poller.history.HistoryImports;
import com.evaratech.poller.history.HistoryImports.Running;
import com.evaratech.poller.mapping.PolledChannel;
import com.evaratech.poller.polling.NewRows.Source;
import com.evaratech.poller.source.BadAnswer;
import com.evaratech.poller.source.NotAsked;
import com.evaratech.poller.source.Trouble;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * What a poll does once everything new is taken in: reads rows that are missing, then history that
 * somebody asked for. It never waits: when the channel was asked as often as it may be, the next
 * poll goes on. A part of the slots at most are busy with this, so that many long histories hold up
 * no other channel: who has a turn comes again soon and is done sooner, who has none tries again
 * when it is polled anyway. Its troubles are not those of the poll, which has done its work; they
 * stand in the channel's health.
 */
@Singleton
class Background {

    // The rest is free for channels that have something new.
    private static final int SHARE = 4;

    private final Intake intake;
    private final Outlet outlet;
    private final HistoryImports imports;
    private final ClaimRepository claims;
    private final PollMetrics metrics;
    private final InstantSource clock;
    private final Semaphore slots;

    Background(
            Intake intake,
            Outlet outlet,
            HistoryImports imports,
            ClaimRepository claims,
            PollMetrics metrics,
            InstantSource clock,
            PollingConfig config) {
        this.intake = intake;
        this.outlet = outlet;
        this.imports = imports;
        this.claims = claims;
        this.metrics = metrics;
        this.clock = clock;
        this.slots = new Semaphore(Math.max(1, config.concurrency() / SHARE));
    }

    /** Whether there is something to do for a channel whose cursor stands there. */
    static boolean isNeeded(Claim claim, Position at) {
        return !at.missing().isEmpty() || claim.hasHistory();
    }

    /**
     * Does as much as there is time and leave for.
     *
     * @param isTimeUp asked before every page
     * @return whether there is more to do for which it is worth to poll early
     */
    boolean work(
            Claim claim, PolledChannel polled, Source source, Position at, BooleanSupplier isTimeUp)
            throws SQLException, InterruptedException {
        if (!slots.tryAcquire()) {
            return false;
        }
        try {
            Part missing = missing(claim, polled, source, at, isTimeUp);
            Part all =
                    missing.isMore() || !claim.hasHistory()
                            ? missing
                            : missing.and(history(claim, polled, source, isTimeUp));
            if (all.isCut()) {
                metrics.backgroundFailed(Trouble.TOO_LARGE);
            }
            claims.background(claim, all.isCut() ? Trouble.TOO_LARGE.code() : null);
            return all.isMore();
        } catch (NotAsked e) {
            return true;
        } catch (BadAnswer e) {
            metrics.backgroundFailed(e.trouble());
            claims.background(claim, e.trouble().code());
            return false;
        } finally {
            slots.release();
        }
    }

    /**
     * How far it came.
     *
     * @param isMore whether there is more to do
     * @param isCut whether there were rows that nobody can ask for
     */
    private record Part(boolean isMore, boolean isCut) {

        Part and(Part next) {
            return new Part(next.isMore, isCut || next.isCut);
        }
    }

    private Part missing(
            Claim claim,
            PolledChannel polled,
            Source source,
            Position from,
            BooleanSupplier isTimeUp)
            throws BadAnswer, NotAsked, SQLException, InterruptedException {
        Position at = from;
        var rows = new MissingRows(source, at, clock.instant());
        while (!at.missing().isEmpty()) {
            if (isTimeUp.getAsBoolean()) {
                return new Part(true, rows.isCut());
            }
            Batch batch = rows.next();
            if (intake.take(polled, claim, at, batch).end() != null) {
                return new Part(true, rows.isCut());
            }
            at = batch.to();
        }
        return new Part(false, rows.isCut());
    }

    private Part history(Claim claim, PolledChannel polled, Source source, BooleanSupplier isTimeUp)
            throws BadAnswer, NotAsked, SQLException, InterruptedException {
        boolean isCut = false;
        Optional<Running> running = imports.running(claim.number(), claim.channelId());
        while (running.isPresent()) {
            if (isTimeUp.getAsBoolean()) {
                return new Part(true, isCut);
            }
            Running run = running.get();
            TimeWalk.Step step = TimeWalk.back(source, run.from(), run.until());
            Judged judged = Judged.of(step.rows(), polled.normaliser(), clock.instant());
            Optional<Refused> refused =
                    outlet.publish(polled.node().number(), polled.kind(), judged.readings());
            if (refused.isPresent()) {
                return new Part(true, isCut);
            }
            isCut |= step.isCut();
            running = imports.advance(run, step.next(), judged.rows(), judged.readings().size());
        }
        return new Part(false, isCut);
    }
}
