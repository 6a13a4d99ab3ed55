package com.evaratech.telemetry.thingspeak;

import com.evaratech.telemetry.channel.Channels;
import com.evaratech.telemetry.channel.Channels.Opened;
import com.evaratech.telemetry.thingspeak.Refusal.Named;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Entries of a channel as they are read, under all the names that clients use for them. */
@Path("/channels/{id}")
class FeedResource {

    private static final String CSV = "text/csv";
    private static final String JSON = MediaType.APPLICATION_JSON;
    private static final Pattern FEED = Pattern.compile("feeds?");
    private static final Pattern FEEDS = Pattern.compile("feeds?(\\.json|\\.csv)?");
    private static final Pattern STATUS = Pattern.compile("status(\\.json|\\.csv)?");
    private static final Pattern ENTRY = Pattern.compile("\\d{1,18}(\\.json|\\.csv)?");
    private static final Pattern FIELD = Pattern.compile("fields?");
    private static final Pattern NUMBER = Pattern.compile("[1-8](\\.json|\\.csv)?");
    private static final Pattern LAST = Pattern.compile("last(\\.json|\\.csv|\\.txt)?");

    private final Channels channels;
    private final FeedTable table;
    private final InstantSource clock;

    FeedResource(Channels channels, FeedTable table, InstantSource clock) {
        this.channels = channels;
        this.table = table;
        this.clock = clock;
    }

    /** Entries with their channel, as JSON or CSV. */
    @GET
    @Path("/{feed}")
    @RunOnVirtualThread
    public Response feeds(
            @PathParam("id") String id,
            @PathParam("feed") String feed,
            @Context UriInfo address,
            @Context HttpHeaders headers)
            throws SQLException {
        var parameters = Parameters.of(address, headers);
        if (STATUS.matcher(feed).matches()) {
            return statuses(id, feed, parameters);
        }
        require(feed, FEEDS);
        Opened opened = opened(id, parameters).orElseThrow(Refusal::feed);
        return feed(opened, FeedForms.columns(opened.channel(), parameters), feed, parameters);
    }

    /** The last entry of a feed; or entries with one field alone. */
    @GET
    @Path("/{feed}/{entry}")
    @RunOnVirtualThread
    public Response entry(
            @PathParam("id") String id,
            @PathParam("feed") String feed,
            @PathParam("entry") String entry,
            @Context UriInfo address,
            @Context HttpHeaders headers)
            throws SQLException {
        var parameters = Parameters.of(address, headers);
        if (FEED.matcher(feed).matches()) {
            require(entry, LAST);
            return last(id, type(entry, JSON), parameters);
        }
        require(feed, FIELD);
        require(entry, NUMBER);
        Opened opened = opened(id, parameters).orElseThrow(Refusal::feed);
        return feed(opened, List.of(column(entry)), entry, parameters);
    }

    /** The last value of a field, as text the value alone; or an entry of a feed by its number. */
    @GET
    @Path("/{feed}/{field}/{last}")
    @RunOnVirtualThread
    public Response lastOfField(
            @PathParam("id") String id,
            @PathParam("feed") String feed,
            @PathParam("field") String field,
            @PathParam("last") String last,
            @Context UriInfo address,
            @Context HttpHeaders headers)
            throws SQLException {
        if (FEED.matcher(feed).matches()) {
            require(field, Pattern.compile("entry"));
            require(last, ENTRY);
            return numbered(id, last, Parameters.of(address, headers));
        }
        require(feed, FIELD);
        require(field, NUMBER);
        require(last, LAST);
        var parameters = Parameters.of(address, headers);
        String type = type(last, MediaType.TEXT_PLAIN);
        Opened opened = opened(id, parameters).orElseThrow(() -> Refusal.row(type));
        Column column = column(field);
        FeedEntry entry =
                table.lastOf(opened.channel().id(), column).orElseThrow(() -> Refusal.row(type));
        return type.equals(MediaType.TEXT_PLAIN)
                ? Response.ok(entry.get(column), type).build()
                : row(entry, List.of(column), type, parameters);
    }

    private Response last(String id, String type, Parameters parameters) throws SQLException {
        Opened opened = opened(id, parameters).orElseThrow(() -> Refusal.row(type));
        FeedEntry entry = table.last(opened.channel().id()).orElseThrow(() -> Refusal.row(type));
        return row(entry, FeedForms.columns(opened.channel(), parameters), type, parameters);
    }

    private Response numbered(String id, String name, Parameters parameters) throws SQLException {
        String type = type(name, JSON);
        Opened opened = opened(id, parameters).orElseThrow(() -> Refusal.row(type));
        long number = Long.parseLong(name.replaceFirst("\\..*", ""));
        FeedEntry entry =
                table.find(opened.channel().id(), number).orElseThrow(() -> Refusal.row(type));
        return row(entry, FeedForms.columns(opened.channel(), parameters), type, parameters);
    }

    /** What entries said of their status: those of a day unless told otherwise. */
    private Response statuses(String id, String name, Parameters parameters) throws SQLException {
        Opened opened = opened(id, parameters).orElseThrow(() -> Refusal.row(JSON));
        var times = Times.of(parameters);
        var query = FeedQuery.ofStatuses(parameters, times, clock.instant());
        List<FeedEntry> entries = table.read(opened.channel().id(), query);
        List<Column> columns = List.of(Column.STATUS);
        return type(name, JSON).equals(CSV)
                ? Response.ok(FeedForms.csv(entries, columns, times), CSV).build()
                : Response.ok(FeedForms.statuses(opened.channel(), entries, times), JSON).build();
    }

    private static void require(String segment, Pattern form) {
        if (!form.matcher(segment).matches()) {
            throw Refusal.of(Named.RESOURCE_NOT_FOUND, "There is nothing at this path.");
        }
    }

    private Optional<Opened> opened(String id, Parameters parameters) throws SQLException {
        Optional<String> key = parameters.key();
        return key.isPresent() && id.matches("\\d{1,18}")
                ? channels.forReading(Long.parseLong(id), key.get())
                : Optional.empty();
    }

    private static Column column(String name) {
        return Column.FIELDS.get(name.charAt(0) - '1');
    }

    private Response feed(Opened opened, List<Column> columns, String name, Parameters parameters)
            throws SQLException {
        var times = Times.of(parameters);
        List<FeedEntry> read =
                table.read(opened.channel().id(), FeedQuery.of(parameters, times, clock.instant()));
        var bounds = FeedBounds.of(parameters);
        List<FeedEntry> entries =
                FeedSummary.of(parameters)
                        .map(summary -> summary.of(read, times.zone()))
                        .orElse(read)
                        .stream()
                        .filter(row -> bounds.has(row, columns))
                        .toList();
        return type(name, JSON).equals(CSV)
                ? Response.ok(FeedForms.csv(entries, FeedForms.csvColumns(columns), times), CSV)
                        .build()
                : Response.ok(FeedForms.feed(opened.channel(), entries, columns, times), JSON)
                        .build();
    }

    private static Response row(
            FeedEntry entry, List<Column> columns, String type, Parameters parameters) {
        var times = Times.of(parameters);
        return type.equals(CSV)
                ? Response.ok(FeedForms.csv(List.of(entry), columns, times), CSV).build()
                : Response.ok(FeedForms.row(entry, columns, times).encode(), JSON).build();
    }

    private static String type(String name, String otherwise) {
        if (name.endsWith(".json")) {
            return JSON;
        }
        if (name.endsWith(".csv")) {
            return CSV;
        }
        return name.endsWith(".txt") ? MediaType.TEXT_PLAIN : otherwise;
    }
}
