package com.evaratech.common.sql;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a database that knows another password from one that is away: operators have to do
 * something, and where in our code it was met helps none of them.
 */
public final class RefusedLogin {

    /** SQLSTATE invalid_password of PostgreSQL, which it also says of a role that is not there. */
    private static final String INVALID_PASSWORD = "28P01";

    // Guards against causes that form a ring.
    private static final int DEEPEST_CAUSE = 10;

    private RefusedLogin() {}

    /** Whether a database says by this that the password is another. */
    public static boolean is(@Nullable String sqlState) {
        return INVALID_PASSWORD.equals(sqlState);
    }

    /** One line for the log that names the settings; empty when JDBC failed for another reason. */
    public static Optional<String> in(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof SQLException sql && is(sql.getSQLState())) {
                return Optional.of(line(sql));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** The line for what a driver threw. */
    public static String line(Throwable refusal) {
        return "the database refuses the password of DB_PASSWORD (an owner's: DB_OWNER_PASSWORD;"
                + " where they are not set: of DATABASE_URL): "
                + String.valueOf(refusal.getMessage()).lines().findFirst().orElse("");
    }
}
