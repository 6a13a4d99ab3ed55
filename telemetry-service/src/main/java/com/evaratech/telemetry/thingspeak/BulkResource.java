package com.evaratech.telemetry.thingspeak;

import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.reading.normalise.TimeWindow;
import com.evaratech.telemetry.TelemetryException.DeviceTooFast;
import com.evaratech.telemetry.channel.Channels;
import com.evaratech.telemetry.channel.Channels.Opened;
import com.evaratech.telemetry.ingest.DeviceLimits;
import com.evaratech.telemetry.thingspeak.BulkWrite.Message;
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
import java.io.InputStream;
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

/**
 * What a device has gathered, in one request. Its key is looked at before its entries are read;
 * what was taken of one that is refused later is recognised when all is sent again.
 */
@Path("/channels/{id}")
class BulkResource {

    private static final int TAKEN = 202;

    private final Channels channels;
    private final FeedWriter writer;
    private final DeviceLimits limits;
    private final BulkRoom room;
    private final InstantSource clock;

    BulkResource(
            Channels channels,
            FeedWriter writer,
            DeviceLimits limits,
            BulkRoom room,
            InstantSource clock) {
        this.channels = channels;
        this.writer = writer;
        this.limits = limits;
        this.room = room;
        this.clock = clock;
    }

    /** Reads the messages of a body, and tells of the key that is in it. */
    @FunctionalInterface
    private interface Form {
        List<Message> read(InputStream body, Parameters parameters, BulkVisit visit)
                throws SQLException;
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
            @Nullable InputStream body)
            throws SQLException {
        return take(
                id,
                Parameters.of(address, headers),
                body,
                (bytes, _, visit) -> BulkJson.read(bytes, visit::show));
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
            @Nullable InputStream body)
            throws SQLException {
        return take(
                id,
                Parameters.of(address, headers),
                body,
                (bytes, parameters, visit) -> BulkForm.read(bytes, parameters, visit::show));
    }

    private Response take(String id, Parameters parameters, @Nullable InputStream stream, Form form)
            throws SQLException {
        var body = new BulkBody(stream == null ? InputStream.nullInputStream() : stream, room);
        try (var visit = new BulkVisit(id, channels, limits, room, body)) {
            Optional<String> key = parameters.key();
            if (key.isPresent()) {
                boolean _ = visit.tryKey(key.get());
            }
            var write = BulkWrite.whole(form.read(body, parameters, visit));
            write(visit.opened(), write);
        } catch (DeviceTooFast tooFast) {
            throw tooFast(tooFast.retryAfter().orElse(Duration.ZERO));
        }
        return Response.status(TAKEN)
                .type(MediaType.APPLICATION_JSON)
                .entity(new JsonObject().put("success", true).encode())
                .build();
    }

    private void write(Opened opened, BulkWrite write) throws SQLException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<FeedWrite> entries = write.dated(now);
        require(entries, now);
        // Before the first of them, so that a refusal leaves nothing behind.
        Optional<Duration> tooFast = limits.readings(FeedWriter.limitKey(opened), entries.size());
        if (tooFast.isPresent()) {
            throw tooFast(tooFast.get());
        }
        for (int from = 0; from < entries.size(); from += NodeReadings.MOST) {
            int to = Math.min(from + NodeReadings.MOST, entries.size());
            take(writer.write(opened, entries.subList(from, to), now));
        }
    }

    private static void take(Outcome outcome) {
        switch (outcome) {
            case Outcome.Written _ -> {}
            case Outcome.Gone _ ->
                    throw Refusal.of(Named.RESOURCE_NOT_FOUND, "The channel was removed.");
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
