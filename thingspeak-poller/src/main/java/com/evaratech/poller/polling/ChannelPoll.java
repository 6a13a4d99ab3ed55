package com.evaratech.poller.polling;

import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.poller.mapping.KeyUnreadable;
import com.evaratech.poller.mapping.PolledChannel;
import com.evaratech.poller.mapping.PolledChannels;
import com.evaratech.poller.polling.Intake.Taken;
import com.evaratech.poller.polling.PollEnd.Cause;
import com.evaratech.poller.polling.PollEnd.Done;
import com.evaratech.poller.polling.PollEnd.Failed;
import com.evaratech.poller.polling.PollEnd.Postponed;
import com.evaratech.poller.source.BadAnswer;
import com.evaratech.poller.source.NotAsked;
import com.evaratech.poller.source.PoliteSource;
import com.evaratech.poller.source.Trouble;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One poll of one channel: everything new page by page, then what can wait. */
@Singleton
class ChannelPoll {

    // Until the directory here has heard of a change that another replica has written already.
    private static final Duration UNTIL_HEARD = Duration.ofSeconds(1);

    // A sixth of a minute: by then as many requests are allowed again as may be made at once.
    private static final Duration UNTIL_MORE = Duration.ofSeconds(10);

    private final PolledChannels channels;
    private final PoliteSource source;
    private final Intake intake;
    private final Outlet outlet;
    private final Background background;
    private final Tracer tracer;
    private final InstantSource clock;
    private final UsualRows usual = new UsualRows(ThreadLocalRandom::current);

    ChannelPoll(
            PolledChannels channels,
            PoliteSource source,
            Intake intake,
            Outlet outlet,
            Background background,
            Tracer tracer,
            InstantSource clock) {
        this.channels = channels;
        this.source = source;
        this.intake = intake;
        this.outlet = outlet;
        this.background = background;
        this.tracer = tracer;
        this.clock = clock;
    }

    /**
     * Polls.
     *
     * @param isTimeUp asked after every page
     * @throws SQLException when it is not known whether the cursor was moved
     */
    PollEnd poll(Claim claim, BooleanSupplier isTimeUp) throws SQLException, InterruptedException {
        Span span =
                tracer.spanBuilder("poll channel")
                        .setNoParent()
                        .setAttribute("evara.channel_id", claim.channelId())
                        .setAttribute("evara.node_id", claim.nodeId().toString())
                        .startSpan();
        try (var _ = span.makeCurrent()) {
            PollEnd end = attempt(claim, isTimeUp);
            span.setAttribute("evara.outcome", end.outcome());
            return end;
        } finally {
            span.end();
        }
    }

    private PollEnd attempt(Claim claim, BooleanSupplier isTimeUp)
            throws SQLException, InterruptedException {
        try {
            var channel =
                    channels.find(claim.nodeId())
                            .filter(found -> found.channel().channelId() == claim.channelId());
            return channel.isPresent()
                    ? pages(claim, channel.get(), isTimeUp)
                    : new Postponed(Cause.MAPPING_UNKNOWN, UNTIL_HEARD);
        } catch (KeyUnreadable e) {
            return new Failed(
                    Trouble.KEY_UNREADABLE, String.valueOf(e.getMessage()), Duration.ZERO);
        } catch (DependencyUnavailable e) {
            return new Postponed(Cause.MAPPING_UNKNOWN, UNTIL_HEARD);
        } catch (BadAnswer e) {
            return new Failed(
                    e.trouble(),
                    String.valueOf(e.getMessage()),
                    e.retryAfter().orElse(Duration.ZERO));
        } catch (NotAsked e) {
            Cause cause =
                    switch (e.reason()) {
                        case RATE_LIMIT -> Cause.RATE_LIMITED;
                        case HOST_RESTS -> Cause.HOST_RESTS;
                    };
            return new Postponed(cause, e.retryAfter());
        }
    }

    private PollEnd pages(Claim claim, PolledChannel polled, BooleanSupplier isTimeUp)
            throws BadAnswer, NotAsked, SQLException, InterruptedException {
        var channelId = polled.channel().channelId();
        NewRows.Source pages = query -> source.read(channelId, polled.readApiKey(), query);
        var asked = clock.instant();
        var news =
                new NewRows(
                        new PatientSource(pages, isTimeUp),
                        usual.of(claim),
                        claim.position(),
                        asked);
        Position at = claim.position();
        @Nullable Instant newest = null;
        Batch batch;
        do {
            batch = news.next();
            usual.saw(claim, batch.rows().size());
            if (!batch.isBehind() && !Background.isNeeded(claim, batch.to())) {
                Done done = new Done(pace(claim, polled, news, asked), null);
                Taken last = intake.takeLast(polled, claim, at, batch, done);
                return told(end(last), polled, latest(newest, last.newest()), asked);
            }
            Taken taken = intake.take(polled, claim, at, batch);
            if (taken.end() != null) {
                return taken.end();
            }
            newest = latest(newest, taken.newest());
            at = batch.to();
        } while (batch.isBehind() && !isTimeUp.getAsBoolean());
        @Nullable Duration atMost = Duration.ZERO;
        if (!batch.isBehind()) {
            atMost = background.work(claim, polled, pages, at, isTimeUp) ? UNTIL_MORE : null;
        }
        Done done = new Done(pace(claim, polled, news, asked), atMost);
        PollEnd end = intake.end(claim, done);
        return batch.isBehind() ? end : told(end, polled, newest, asked);
    }

    /** The pace at which the channel's newest rows came. */
    private static Pace pace(Claim claim, PolledChannel polled, NewRows news, Instant asked) {
        Duration said = Duration.ofSeconds(polled.channel().intervalSeconds());
        return Pace.of(said, news.newestRows(), claim.pace(), asked);
    }

    private static PollEnd end(Taken last) {
        return Objects.requireNonNull(last.end(), "the last page ends the poll");
    }

    private static @Nullable Instant latest(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }

    /**
     * Says that a channel was read to its end, unless a reading of just now says so itself. Rows
     * alone say nothing: all of them may be rejected, or dated back.
     */
    private PollEnd told(
            PollEnd end, PolledChannel polled, @Nullable Instant newest, Instant asked) {
        Duration interval = Duration.ofSeconds(polled.channel().intervalSeconds());
        boolean isHeardOf = newest != null && !newest.isBefore(asked.minus(interval));
        if (end instanceof Done && !isHeardOf) {
            outlet.nothingNew(polled.node().number(), asked);
        }
        return end;
    }
}
