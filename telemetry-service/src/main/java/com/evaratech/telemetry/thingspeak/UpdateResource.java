package com.evaratech.telemetry.thingspeak;

import com.evaratech.telemetry.TelemetryException.DeviceTooFast;
import com.evaratech.telemetry.channel.Channels;
import com.evaratech.telemetry.channel.Channels.Opened;
import com.evaratech.telemetry.ingest.DeviceLimits;
import com.evaratech.telemetry.thingspeak.FeedWriter.Outcome;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One entry from a device; the answer is its number, or 0. */
@Path("/")
class UpdateResource {

    private final Channels channels;
    private final FeedWriter writer;
    private final DeviceLimits limits;
    private final InstantSource clock;

    UpdateResource(Channels channels, FeedWriter writer, DeviceLimits limits, InstantSource clock) {
        this.channels = channels;
        this.writer = writer;
        this.limits = limits;
        this.clock = clock;
    }

    /** By the query alone. */
    @GET
    @Path("/update")
    @RunOnVirtualThread
    public Response get(@Context UriInfo address, @Context HttpHeaders headers)
            throws SQLException {
        return write(Parameters.of(address, headers), Form.TXT);
    }

    /** By a form, or JSON. */
    @POST
    @Path("/update")
    @Consumes(MediaType.WILDCARD)
    @RunOnVirtualThread
    public Response post(
            @Context UriInfo address, @Context HttpHeaders headers, byte @Nullable [] body)
            throws SQLException {
        return write(Parameters.of(address, headers, body), Form.TXT);
    }

    /** By the query alone; the answer is the entry. */
    @GET
    @Path("/update.json")
    @RunOnVirtualThread
    public Response getJson(@Context UriInfo address, @Context HttpHeaders headers)
            throws SQLException {
        return write(Parameters.of(address, headers), Form.JSON);
    }

    /** By a form, or JSON; the answer is the entry. */
    @POST
    @Path("/update.json")
    @Consumes(MediaType.WILDCARD)
    @RunOnVirtualThread
    public Response postJson(
            @Context UriInfo address, @Context HttpHeaders headers, byte @Nullable [] body)
            throws SQLException {
        return write(Parameters.of(address, headers, body), Form.JSON);
    }

    /** By the query alone; the answer is the entry, as XML. */
    @GET
    @Path("/update.xml")
    @RunOnVirtualThread
    public Response getXml(@Context UriInfo address, @Context HttpHeaders headers)
            throws SQLException {
        return write(Parameters.of(address, headers), Form.XML);
    }

    /** By a form, or JSON; the answer is the entry, as XML. */
    @POST
    @Path("/update.xml")
    @Consumes(MediaType.WILDCARD)
    @RunOnVirtualThread
    public Response postXml(
            @Context UriInfo address, @Context HttpHeaders headers, byte @Nullable [] body)
            throws SQLException {
        return write(Parameters.of(address, headers, body), Form.XML);
    }

    private Response write(Parameters parameters, Form form) throws SQLException {
        Optional<String> key = parameters.key();
        Opened opened =
                (key.isPresent() ? channels.forWriting(key.get()) : Optional.<Opened>empty())
                        .orElseThrow(() -> Refusal.update(form));
        try (var _ = limits.begin(FeedWriter.limitKey(opened))) {
            return write(opened, parameters, form);
        } catch (DeviceTooFast tooFast) {
            throw Refusal.updateTooSoon(form, tooFast.retryAfter().orElse(Duration.ZERO));
        }
    }

    private Response write(Opened opened, Parameters parameters, Form form) throws SQLException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        FeedWrite write = FeedWrite.of(parameters, now).orElseThrow(() -> Refusal.update(form));
        Optional<Duration> tooFast = limits.readings(FeedWriter.limitKey(opened), 1);
        if (tooFast.isPresent()) {
            throw Refusal.updateTooSoon(form, tooFast.get());
        }
        return switch (writer.write(opened, List.of(write), now)) {
            case Outcome.Later(Duration wait) -> throw Refusal.updateLater(form, wait);
            case Outcome.Gone _ -> throw Refusal.update(form);
            case Outcome.Written(List<Long> numbers) -> {
                long number = numbers.getFirst();
                var entry = new FeedEntry(number, write.createdAt(), write.values());
                yield form == Form.TXT
                        ? FeedAnswers.text(Long.toString(number))
                        : FeedAnswers.object(
                                form,
                                "feed",
                                FeedForms.written(
                                        opened.channel().id(), entry, Times.of(parameters)));
            }
        };
    }
}
