package com.evaratech.poller.polling;

import com.evaratech.common.problem.DependencyUnavailable;
import com.evaratech.common.stream.publish.Acceptance.Refused;
import com.evaratech.poller.mapping.KeyUnreadable;
import com.evaratech.poller.mapping.PolledChannel;
import com.evaratech.poller.mapping.PolledChannels;
import com.evaratech.poller.polling.PollEnd.Cause;
import com.evaratech.poller.polling.PollEnd.Done;
import com.evaratech.poller.polling.PollEnd.Failed;
import com.evaratech.poller.polling.PollEnd.Overtaken;
import com.evaratech.poller.polling.PollEnd.Postponed;
import com.evaratech.poller.thingspeak.BadAnswer;
import com.evaratech.poller.thingspeak.NotAsked;
import com.evaratech.poller.thingspeak.ThingSpeakClient;
import com.evaratech.poller.thingspeak.Trouble;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One poll of one channel, page by page: read, publish, move the cursor. A page whose cursor was
 * not moved is read again by whoever comes next, and published again, which nobody minds: readings
 * are stored by node and time.
 */
@Singleton
class ChannelPoll {

    // Until the directory here has heard of a change that another replica has written already.
    private static final Duration UNTIL_HEARD = Duration.ofSeconds(1);

    private final PolledChannels channels;
    private final ThingSpeakClient thingSpeak;
    private final Outlet outlet;
    private final CursorRepository cursors;
    private final PollMetrics metrics;
    private final Tracer tracer;
    private final InstantSource clock;

    ChannelPoll(
            PolledChannels channels,
            ThingSpeakClient thingSpeak,
            Outlet outlet,
            CursorRepository cursors,
            PollMetrics metrics,
            Tracer tracer,
            InstantSource clock) {
        this.channels = channels;
        this.thingSpeak = thingSpeak;
        this.outlet = outlet;
        this.cursors = cursors;
        this.metrics = metrics;
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
        var node = polled.node();
        var kind = polled.kind();
        var normaliser = polled.normaliser();
        var channelId = polled.channel().channelId();
        var asked = clock.instant();
        var news =
                new NewRows(
                        new PatientSource(
                                query -> thingSpeak.read(channelId, polled.readApiKey(), query),
                                isTimeUp),
                        claim.position(),
                        asked);
        Position at = claim.position();
        boolean isBehind;
        do {
            Batch batch = news.next();
            isBehind = batch.isBehind();
            if (!batch.to().equals(at)) {
                Judged judged = Judged.of(batch.rows(), normaliser, clock.instant());
                Optional<Refused> refused = outlet.publish(node.number(), kind, judged.readings());
                if (refused.isPresent()) {
                    return new Postponed(Cause.BUS_REFUSED, refused.get().retryAfter());
                }
                if (!cursors.advance(claim.number(), at, batch.to(), judged)) {
                    return new Overtaken();
                }
                metrics.read(judged);
                at = batch.to();
            }
        } while (isBehind && !isTimeUp.getAsBoolean());
        if (at.equals(claim.position())) {
            outlet.nothingNew(node.number(), asked);
        }
        return new Done(isBehind);
    }
}
