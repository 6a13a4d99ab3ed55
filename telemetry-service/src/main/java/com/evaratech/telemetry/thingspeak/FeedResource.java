package com.evaratech.telemetry.thingspeak;

import com.evaratech.telemetry.thingspeak.Refusal.Named;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** Entries of a channel as they are read, under all the names that clients use for them. */
@Path("/channels/{id}")
class FeedResource {

    private static final Pattern CHANNEL = Pattern.compile("\\d{1,18}(\\.json|\\.xml)?");
    private static final Pattern FEED = Pattern.compile("feeds?");
    private static final Pattern FEEDS = Pattern.compile("feeds?(\\.json|\\.csv|\\.xml)?");
    private static final Pattern STATUS = Pattern.compile("status(es)?");
    private static final Pattern STATUSES = Pattern.compile("status(es)?(\\.json|\\.csv|\\.xml)?");
    private static final Pattern ENTRY = Pattern.compile("\\d{1,18}(\\.json|\\.csv|\\.xml)?");
    private static final Pattern FIELDS = Pattern.compile("fields?");
    private static final Pattern FIELD = Pattern.compile("(field)?[1-8]");
    private static final Pattern FIELD_FEED =
            Pattern.compile("(field)?[1-8](\\.json|\\.csv|\\.xml)?");
    private static final Pattern LAST = Pattern.compile("last(\\.json|\\.csv|\\.xml|\\.txt)?");
    private static final Pattern AGE =
            Pattern.compile("last_data_age(\\.json|\\.csv|\\.xml|\\.txt)?");

    private final FeedAnswers answers;

    FeedResource(FeedAnswers answers) {
        this.answers = answers;
    }

    /** The channel alone. */
    @GET
    @RunOnVirtualThread
    public Response channel(
            @PathParam("id") String id, @Context UriInfo address, @Context HttpHeaders headers)
            throws SQLException {
        require(id, CHANNEL);
        return answers.channel(
                new FeedAsked(
                        bare(id), Form.of(id, Form.JSON), Parameters.of(address, headers), null));
    }

    /** Entries with their channel, or what they said of their status. */
    @GET
    @Path("/{feed}")
    @RunOnVirtualThread
    public Response feeds(
            @PathParam("id") String id,
            @PathParam("feed") String feed,
            @Context UriInfo address,
            @Context HttpHeaders headers)
            throws SQLException {
        var asked =
                new FeedAsked(id, Form.of(feed, Form.JSON), Parameters.of(address, headers), null);
        if (is(feed, STATUSES)) {
            return answers.statuses(asked);
        }
        require(feed, FEEDS);
        return answers.feed(asked);
    }

    /**
     * Does not clear a feed: whoever has a channel's key is a device, and what it said stays until
     * somebody who is known removes the channel.
     */
    @DELETE
    @Path("/{feed}")
    @RunOnVirtualThread
    public Response clear(@PathParam("feed") String feed) {
        require(feed, FEEDS);
        throw Refusal.of(
                Named.METHOD_INVALID,
                "Entries are not removed by a channel's key; DELETE"
                        + " /api/v1/nodes/{id}/device-channel removes the channel with its feed.");
    }

    /** One entry of a feed, or how old the last one is; or entries with one field alone. */
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
        Form otherwise = is(entry, AGE) ? Form.TXT : Form.JSON;
        var asked =
                new FeedAsked(id, Form.of(entry, otherwise), Parameters.of(address, headers), null);
        if (is(feed, FEED)) {
            return single(asked, entry);
        }
        if (is(feed, STATUS)) {
            return single(asked.of(Column.STATUS), entry);
        }
        require(feed, FIELDS);
        require(entry, FIELD_FEED);
        return answers.feed(asked.of(field(entry)));
    }

    /** A value of a field, as text the value alone; or an entry of a feed by its number. */
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
        boolean isByNumber = is(feed, FEED) && field.equals("entry");
        var asked =
                new FeedAsked(
                        id,
                        Form.of(last, isByNumber ? Form.JSON : Form.TXT),
                        Parameters.of(address, headers),
                        null);
        if (isByNumber) {
            require(last, ENTRY);
            return single(asked, last);
        }
        require(feed, FIELDS);
        require(field, FIELD);
        return single(asked.of(field(field)), last);
    }

    private Response single(FeedAsked asked, String name) throws SQLException {
        if (is(name, AGE)) {
            return answers.age(asked);
        }
        if (is(name, ENTRY)) {
            return answers.numbered(asked, Long.parseLong(bare(name)));
        }
        require(name, LAST);
        return answers.last(asked);
    }

    private static boolean is(String segment, Pattern form) {
        return form.matcher(segment).matches();
    }

    private static void require(String segment, Pattern form) {
        if (!is(segment, form)) {
            throw Refusal.of(Named.RESOURCE_NOT_FOUND, "There is nothing at this path.");
        }
    }

    /** A part of the path without the form that it ends with. */
    private static String bare(String segment) {
        int point = segment.indexOf('.');
        return point < 0 ? segment : segment.substring(0, point);
    }

    private static Column field(String segment) {
        String name = bare(segment);
        return Column.FIELDS.get(name.charAt(name.length() - 1) - '1');
    }
}
