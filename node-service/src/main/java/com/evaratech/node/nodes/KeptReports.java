package com.evaratech.node.nodes;

import com.evaratech.common.access.Caller;
import com.evaratech.common.idempotency.IdempotencyKeyReused;
import com.evaratech.node.idempotency.KeptAnswers;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Reports of imports that came with a key, for those that are sent again. */
@Singleton
class KeptReports {

    private final KeptAnswers answers;
    private final ObjectMapper json;

    KeptReports(KeptAnswers answers, ObjectMapper json) {
        this.answers = answers;
        this.json = json;
    }

    /**
     * The report of the first time; empty when this is it, and the key this transaction's.
     *
     * @throws IdempotencyKeyReused when the key came with something else
     */
    Optional<ImportReport> find(Connection connection, Caller author, Optional<ImportOnce> once)
            throws SQLException {
        return once.isEmpty()
                ? Optional.empty()
                : answers.findOrClaim(
                                connection, author, once.get().key(), once.get().fingerprint())
                        .map(this::read);
    }

    /** Keeps a report in the transaction of its import. */
    void keep(Connection connection, Caller author, Optional<ImportOnce> once, ImportReport report)
            throws SQLException {
        if (once.isPresent()) {
            answers.keep(connection, author, once.get().key(), write(report));
        }
    }

    private ImportReport read(String kept) {
        try {
            return json.readValue(kept, ImportReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report that was kept is none", e);
        }
    }

    private String write(ImportReport report) {
        try {
            return json.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON form of a report", e);
        }
    }
}
