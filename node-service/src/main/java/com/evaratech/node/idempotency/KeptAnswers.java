package com.evaratech.node.idempotency;

import com.evaratech.common.access.Caller;
import com.evaratech.common.idempotency.IdempotencyKey;
import com.evaratech.common.idempotency.IdempotencyKeyReused;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * As {@link IdempotentCreation}, for code that speaks JDBC and whose answer is no single thing that
 * was made. Whoever rolls the transaction back has left nothing, and may be sent again.
 */
@Singleton
public class KeptAnswers {

    private static final String CLAIM = positional(IdempotentCreation.CLAIM);
    private static final String FIND = positional(IdempotentCreation.FIND);
    private static final String KEEP = positional(IdempotentCreation.KEEP);

    /**
     * Takes the key for the transaction under way, unless it has an answer. Waits for another
     * transaction that has just taken it.
     *
     * @param fingerprint of the wish, with the name of what is wished for
     * @return the answer that was kept under this key; empty when the key is this transaction's now
     * @throws IdempotencyKeyReused when the answer is to another wish
     */
    public Optional<String> findOrClaim(
            Connection connection, Caller caller, IdempotencyKey key, String fingerprint)
            throws SQLException {
        forget(connection);
        try (var claim = connection.prepareStatement(CLAIM)) {
            claim.setString(1, caller.subject());
            claim.setString(2, key.text());
            claim.setString(3, fingerprint);
            if (claim.executeUpdate() == 1) {
                return Optional.empty();
            }
        }
        try (var find = connection.prepareStatement(FIND)) {
            find.setString(1, caller.subject());
            find.setString(2, key.text());
            try (var rows = find.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("an answer that was there is gone");
                }
                if (!fingerprint.equals(rows.getString("fingerprint"))) {
                    throw new IdempotencyKeyReused(key.text());
                }
                return Optional.of(rows.getString("body"));
            }
        }
    }

    /** Keeps an answer under a key that this transaction has taken. */
    public void keep(Connection connection, Caller caller, IdempotencyKey key, String body)
            throws SQLException {
        try (var keep = connection.prepareStatement(KEEP)) {
            keep.setString(1, null);
            keep.setString(2, null);
            keep.setString(3, body);
            keep.setString(4, caller.subject());
            keep.setString(5, key.text());
            int _ = keep.executeUpdate();
        }
    }

    private static void forget(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(IdempotentCreation.FORGET)) {
            int _ = statement.executeUpdate();
        }
    }

    /** A statement of {@link IdempotentCreation} as JDBC has it: its parameters by their places. */
    private static String positional(String named) {
        return named.replaceAll(":[a-z]+", "?");
    }
}
