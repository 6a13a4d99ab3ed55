package com.evaratech.node.audit;

import com.evaratech.common.stream.StreamId;
import java.sql.Connection;
import java.sql.SQLException;

/** How far the events of sign-ins have been taken; one row, shared by all replicas. */
final class SignInPlace {

    private SignInPlace() {}

    static StreamId read(Connection connection) throws SQLException {
        try (var statement =
                        connection.prepareStatement(
                                "select entry_ms, entry_seq from registry.sign_in_place");
                var row = statement.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("registry.sign_in_place has lost its row");
            }
            return new StreamId(row.getLong(1), row.getLong(2));
        }
    }

    /**
     * Moves on, unless another replica did; whoever is second waits for the first and moves
     * nothing.
     */
    static boolean move(Connection transaction, StreamId from, StreamId to) throws SQLException {
        try (var statement =
                transaction.prepareStatement(
                        """
                        update registry.sign_in_place set entry_ms = ?, entry_seq = ?
                        where entry_ms = ? and entry_seq = ?
                        """)) {
            statement.setLong(1, to.millis());
            statement.setLong(2, to.sequence());
            statement.setLong(3, from.millis());
            statement.setLong(4, from.sequence());
            return statement.executeUpdate() == 1;
        }
    }
}
