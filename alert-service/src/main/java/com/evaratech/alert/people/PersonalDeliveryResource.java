package com.evaratech.alert.people;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.page.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What the caller was told, what waits, and what could not be told; newest first. */
@Path("/api/v1/me/deliveries")
class PersonalDeliveryResource {

    private static final List<String> STATES = List.of("waiting", "delivered", "failed", "spared");

    // By route_of_owner and delivery_of_route: a person's channels are few.
    private static final String QUERY =
            """
            select d.number, d.id, d.event, d.state, d.attempts, d.created_at, d.due_at, d.ended_at, d.held,
                d.last_error, r.id as channel_id, coalesce(cardinality(d.alerts), 0) as told,
                case when d.event in ('opened', 'resolved')
                    then cast(cast(d.body as json) ->> 'alert_id' as uuid) end as alert_id
            from alerting.route r
            join alerting.delivery d on d.route_number = r.number
            where r.owner = ? and d.number < ?
                and (cast(? as uuid) is null or r.id = cast(? as uuid))
                and (cast(? as text) is null or d.state = ?)
            order by d.number desc
            limit ?
            """;

    private record Row(long number, PersonalDelivery delivery) {}

    private final DataSource database;
    private final CurrentCaller caller;

    PersonalDeliveryResource(DataSource database, CurrentCaller caller) {
        this.database = database;
        this.caller = caller;
    }

    @GET
    @RunOnVirtualThread
    public Page<PersonalDelivery> list(
            @RestQuery @Nullable String channel,
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String cursor)
            throws SQLException {
        var parameters = new QueryParameters();
        UUID channelId = parameters.id("channel", channel);
        String known =
                parameters.choice(
                        "state",
                        state,
                        text -> Optional.of(text).filter(STATES::contains),
                        String.join(", ", STATES));
        parameters.throwIfRefused();
        PageRequest page = PageRequest.of(limit, cursor);
        return Page.of(page, rows(page, channelId, known), row -> -row.number()).map(Row::delivery);
    }

    private List<Row> rows(PageRequest page, @Nullable UUID channelId, @Nullable String state)
            throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, caller.get().subject());
            // Pages go by ascending keys: the list's key is the number with its sign turned.
            statement.setLong(2, page.after() == Long.MIN_VALUE ? Long.MAX_VALUE : -page.after());
            statement.setObject(3, channelId);
            statement.setObject(4, channelId);
            statement.setString(5, state);
            statement.setString(6, state);
            statement.setInt(7, page.rowsToFetch());
            try (var found = statement.executeQuery()) {
                List<Row> rows = new ArrayList<>();
                while (found.next()) {
                    rows.add(new Row(found.getLong("number"), delivery(found)));
                }
                return rows;
            }
        }
    }

    private static PersonalDelivery delivery(ResultSet row) throws SQLException {
        boolean waits = "waiting".equals(row.getString("state"));
        return new PersonalDelivery(
                row.getObject("id", UUID.class),
                row.getObject("channel_id", UUID.class),
                row.getString("event"),
                row.getObject("alert_id", UUID.class),
                row.getInt("told"),
                row.getString("state"),
                row.getInt("attempts"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                waits ? instant(row, "due_at") : null,
                instant(row, "ended_at"),
                waits ? row.getString("held") : null,
                row.getString("last_error"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
