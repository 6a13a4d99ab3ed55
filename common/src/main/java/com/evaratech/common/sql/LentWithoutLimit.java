package com.evaratech.common.sql;

import io.agroal.api.AgroalPoolInterceptor;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/**
 * Lends each connection without the limit that an earlier user gave the server's answers. The pool
 * itself takes back whether a connection commits by itself, but not this limit: a long statement
 * would be broken off because a short one had run on its connection before.
 */
@Singleton
class LentWithoutLimit implements AgroalPoolInterceptor {

    private static final Logger LOG = Logger.getLogger(LentWithoutLimit.class);

    @Override
    public void onConnectionAcquire(Connection connection) {
        try {
            if (connection.getNetworkTimeout() != 0) {
                connection.setNetworkTimeout(Runnable::run, 0);
            }
        } catch (SQLException e) {
            // It is broken, which its borrower is told by the first statement.
            LOG.debug("Connection keeps its limit", e);
        }
    }
}
