package com.evaratech.common.problem.rest;

import com.evaratech.common.sql.RefusedLogin;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tells a part that is away from a fault of ours, by what the drivers throw when a connection
 * cannot be had or breaks. What is away comes back, so the caller is told to try again.
 */
final class Outage {

    // SQLSTATE classes of PostgreSQL: connection exception, insufficient resources, operator
    // intervention (shutdown, starting up).
    private static final Set<String> OUTAGE_CLASSES = Set.of("08", "53", "57");

    // Guards against causes that form a ring.
    private static final int DEEPEST_CAUSE = 10;

    private Outage() {}

    static boolean isCauseOf(Throwable exception) {
        @Nullable Throwable cause = exception;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (isOutage(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isOutage(Throwable cause) {
        return switch (cause) {
            case IOException _, TimeoutException _, ClosedConnectionException _ -> true;
            case DatabaseException database -> isOutage(database.getSqlState());
            // Hibernate Reactive hands the driver's error on in this form.
            case SQLException sql -> isOutage(sql.getSQLState());
            default -> false;
        };
    }

    private static boolean isOutage(@Nullable String sqlState) {
        return sqlState != null
                && sqlState.length() == 5
                // A password is rotated: over in a moment, like a restart of the database.
                && (RefusedLogin.is(sqlState) || OUTAGE_CLASSES.contains(sqlState.substring(0, 2)));
    }

    /** What to log of an outage, in one line. */
    static String told(Throwable exception) {
        @Nullable Throwable cause = exception;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof DatabaseException refusal
                    && RefusedLogin.is(refusal.getSqlState())) {
                return RefusedLogin.line(refusal);
            }
            cause = cause.getCause();
        }
        return RefusedLogin.in(exception).orElseGet(exception::toString);
    }
}
