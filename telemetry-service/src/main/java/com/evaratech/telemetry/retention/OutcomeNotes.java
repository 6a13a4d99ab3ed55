package com.evaratech.telemetry.retention;

import java.sql.Connection;
import java.sql.SQLException;

/** What was noted of outcomes: kept for {@value #KEPT_DAYS} days. */
final class OutcomeNotes {

    static final int KEPT_DAYS = 30;

    private static final int AT_ONCE = 10_000;

    // By the key, whose order is that of time as near as rounds are to each other.
    private static final String REMOVE =
            """
            delete from telemetry.outcome_log where id in (
                select id from (
                    select id, noted_at from telemetry.outcome_log order by id limit ?) oldest
                where noted_at < now() - make_interval(days => ?))
            """;

    private OutcomeNotes() {}

    /** Removes some that are older; whether there may be more of them. */
    static boolean removeOld(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(REMOVE)) {
            statement.setInt(1, AT_ONCE);
            statement.setInt(2, KEPT_DAYS);
            return statement.executeUpdate() == AT_ONCE;
        }
    }
}
