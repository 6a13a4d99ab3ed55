package com.evaratech.poller.polling;

import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.poller.mapping.KeyUnreadable;
import com.evaratech.poller.mapping.PolledChannel;
import com.evaratech.poller.mapping.PolledChannels;
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
import java.util.Optional;
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
    private final UsualRows usual = new UsualRows();

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
        boolean isQuiet = true;
        Batch batch;
        do {
            batch = news.next();
            usual.saw(claim, batch.rows().size());
            isQuiet &= batch.rows().isEmpty() && batch.to().epoch() == at.epoch();
            if (!batch.isBehind() && !Background.isNeeded(claim, batch.to())) {
                Done done = new Done(pace(polled, news, asked), null);
                return told(
                        intake.takeLast(polled, claim, at, batch, done), polled, isQuiet, asked);
            }
            Optional<PollEnd> end = intake.take(polled, claim, at, batch);
            if (end.isPresent()) {
                return end.get();
            }
            at = batch.to();
        } while (batch.isBehind() && !isTimeUp.getAsBoolean());
        @Nullable Duration atMost = Duration.ZERO;
        if (!batch.isBehind()) {
            atMost = background.work(claim, polled, pages, at, isTimeUp) ? UNTIL_MORE : null;
        }
        Done done = new Done(pace(polled, news, asked), atMost);
        return told(intake.end(claim, done), polled, isQuiet, asked);
    }

    /** The pace at which the channel's newest rows came. */
    private static Pace pace(PolledChannel polled, NewRows news, Instant asked) {
        Duration said = Duration.ofSeconds(polled.channel().intervalSeconds());
        return Pace.of(said, news.newestRows(), asked);
    }

    /** Says of a channel without anything new that it was asked. */
    private PollEnd told(PollEnd end, PolledChannel polled, boolean isQuiet, Instant asked) {
        if (isQuiet && end instanceof Done) {
            outlet.nothingNew(polled.node().number(), asked);
        }
        return end;
    }
}
