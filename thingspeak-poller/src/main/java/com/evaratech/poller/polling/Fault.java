package com.evaratech.poller.polling;

import java.sql.SQLException;

/** Tells what a channel's own data broke from what every poll would meet. */
final class Fault {

    // Data that the database refuses (class 22) or that break a rule of its own (23).
    private static final String OF_VALUES = "2[23].*";

    private Fault() {}

    /** Whether to ask again at once would break in the same way, and others would not. */
    static boolean isOfChannel(Exception e) {
        return e instanceof RuntimeException
                || e.getCause() instanceof RuntimeException
                || (e instanceof SQLException sql && isOfValues(sql));
    }

    private static boolean isOfValues(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().matches(OF_VALUES);
    }

    /** For operators; without its text, which may hold what came. */
    static String told(Exception e) {
        if (e instanceof SQLException sql && isOfValues(sql)) {
            return "the database refuses a value of it, state " + sql.getSQLState();
        }
        Throwable cause = e.getCause() instanceof RuntimeException inner ? inner : e;
        return "a fault of ours, %s; the log tells more"
                .formatted(cause.getClass().getSimpleName());
    }
}
