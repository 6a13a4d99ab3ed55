package com.evaratech.alert.deliveries;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The hosts that receivers are at. One that does not answer costs an attempt's whole time for each
 * route to it, and there may be hundreds of them: so all of them rest when it is silent. What a
 * host answers, if it is a refusal, is the affair of the one route.
 */
public final class ReceiverHosts {

    /**
     * Whether a route, {@code r} of a query, is left alone: by itself or with all others at its
     * host.
     */
    public static final String IS_LEFT_ALONE =
            """
            (coalesce(r.rests_until > now(), false) or exists (
                select from alerting.receiver_host resting
                where resting.host = r.host and resting.rests_until > now()))
            """;

    /** How many attempts a host may have under way, so that one takes no more than an eighth. */
    static final int SHARE = 25;

    /** The same of one that did not answer lately. */
    static final int SHARE_WHEN_SILENT = 5;

    private static final int FAILURES = 5;
    private static final int FIRST_REST_SECONDS = 10;
    private static final int LONGEST_REST_SECONDS = 600;

    // Many attempts begin and end at once: those that end while it rests do not make it longer.
    private static final String SILENT =
            """
            insert into alerting.receiver_host as h (host, failures, failed_at)
            select host, 1, now() from alerting.route where number = ?
            on conflict (host) do update
            set failures = h.failures + 1, failed_at = now(),
                rests = case when %1$s then h.rests + 1 else h.rests end,
                rests_until = case when %1$s
                    then now() + least(%2$d, %3$d * power(2, least(h.rests, 10))) * interval '1 second'
                    else h.rests_until end
            """
                    .formatted(
                            "h.failures + 1 >= %d and coalesce(h.rests_until <= now(), true)"
                                    .formatted(FAILURES),
                            LONGEST_REST_SECONDS,
                            FIRST_REST_SECONDS);

    private static final String ARRIVED =
            """
            delete from alerting.receiver_host
            where host = (select host from alerting.route where number = ?)
            """;

    // Of routes that are no more, or have become others.
    private static final String FORGET =
            "delete from alerting.receiver_host where failed_at < now() - interval '1 day'";

    private ReceiverHosts() {}

    /** Notes that a route's host did not answer an attempt. */
    static void silent(Connection connection, long route) throws SQLException {
        run(connection, SILENT, route);
    }

    /** Notes that something arrived at a route's host. */
    static void arrived(Connection connection, long route) throws SQLException {
        run(connection, ARRIVED, route);
    }

    /** Forgets those that were not tried for a day. */
    static void forget(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            int _ = statement.executeUpdate(FORGET);
        }
    }

    private static void run(Connection connection, String sql, long route) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, route);
            int _ = statement.executeUpdate();
        }
    }
}
