package com.evaratech.telemetry.thingspeak;

import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.normalise.TimeWindow;
import com.evaratech.telemetry.TelemetryException.DeviceTooFast;
import com.evaratech.telemetry.channel.Channels;
import com.evaratech.telemetry.channel.Channels.Opened;
import com.evaratech.telemetry.ingest.DeviceLimits;
import com.evaratech.telemetry.thingspeak.FeedWriter.Outcome;
import com.evaratech.telemetry.thingspeak.Refusal.Named;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a device has gathered, in one request. */
@Path("/channels/{id}")
class BulkResource {

    private static final int TAKEN = 202;

    private final Channels channels;
    private final FeedWriter writer;
    private final DeviceLimits limits;
    private final InstantSource clock;

    BulkResource(Channels channels, FeedWriter writer, DeviceLimits limits, InstantSource clock) {
        this.channels = channels;
        this.writer = writer;
        this.limits = limits;
        this.clock = clock;
    }

    /** As JSON. */
    @POST
    @Path("/bulk_update.json")
    @Consumes(MediaType.WILDCARD)
    @RunOnVirtualThread
    public Response json(
            @PathParam("id") String id,
            @Context UriInfo address,
            @Context HttpHeaders headers,
            byte @Nullable [] body)
            throws SQLException {
        return write(id, BulkWrite.ofJson(body), Parameters.of(address, headers));
    }

    /** As a form whose updates are lines of CSV. */
    @POST
    @Path("/bulk_update.csv")
    @Consumes(MediaType.WILDCARD)
    @RunOnVirtualThread
    public Response csv(
            @PathParam("id") String id,
            @Context UriInfo address,
            @Context HttpHeaders headers,
            byte @Nullable [] body)
            throws SQLException {
        var form = Parameters.of(address, headers, body);
        return write(id, BulkWrite.ofForm(form), form);
    }

    private Response write(String id, BulkWrite write, Parameters parameters) throws SQLException {
        Optional<String> key = Optional.ofNullable(write.key()).or(parameters::key);
        Opened opened =
                (key.isPresent() ? channels.forWriting(key.get()) : Optional.<Opened>empty())
                        .filter(found -> id.equals(Long.toString(found.channel().id())))
                        .orElseThrow(() ->
                                Refusal.of(
                                        Named.AUTH_REQUIRED,
                                        "The key is not the write key of this channel."));
        try (var _ = limits.begin(FeedWriter.limitKey(opened))) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            List<FeedWrite> entries = write.dated(now);
            require(entries, now);
            // Before the first of them: what is sent again must not be there already.
            limits.readings(FeedWriter.limitKey(opened), entries.size())
                    .ifPresent(wait -> {
                        throw tooFast(wait);
                    });
            for (int from = 0; from < entries.size(); from += NodeReadings.MOST) {
                int to = Math.min(from + NodeReadings.MOST, entries.size());
                take(writer.write(opened, entries.subList(from, to), now));
            }
        } catch (DeviceTooFast tooFast) {
            throw tooFast(tooFast.retryAfter().orElse(Duration.ZERO));
        }
        return Response.status(TAKEN)
                .type(MediaType.APPLICATION_JSON)
                .entity(new JsonObject().put("success", true).encode())
                .build();
    }

    private static void take(Outcome outcome) {
        switch (outcome) {
            case Outcome.Written _ -> {}
            case Outcome.Later(Duration wait) ->
                    throw Refusal.of(
                            Named.UNAVAILABLE, "Not all was taken; send it again later.", wait);
        }
    }

    private static Refusal tooFast(Duration wait) {
        return Refusal.of(Named.TOO_MANY_REQUESTS, "Wait before sending more.", wait);
    }

    /** None is written when one of them cannot be. */
    private static void require(List<FeedWrite> entries, Instant now) {
        Set<Instant> times = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            Instant time = entries.get(i).createdAt();
            if (TimeWindow.STANDARD.refuse(time, now).isPresent()) {
                throw Refusal.of(
                        Named.BAD_REQUEST,
                        "updates[%d] is of %s; accepted is %s."
                                .formatted(i, time, TimeWindow.STANDARD.allowed(now)));
            }
            if (!times.add(time)) {
                throw Refusal.of(
                        Named.CONFLICT, "updates[%d] has the time of another.".formatted(i));
            }
        }
        if (entries.isEmpty()) {
            throw Refusal.of(Named.BAD_REQUEST, "updates is empty.");
        }
    }
}
