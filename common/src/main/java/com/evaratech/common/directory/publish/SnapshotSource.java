package com.evaratech.common.directory.publish;

import com.evaratech.common.outbox.OutboxChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** The tables that the directory is a copy of. */
public interface SnapshotSource {

    /**
     * Names what the items say and in which form. A snapshot of another form, left by another
     * release, is written anew.
     */
    String form();

    /**
     * Hands over every item that there is, page by page.
     *
     * @param connection in a transaction that sees one moment
     * @param pages takes a page at a time, none of them empty; its payloads are never null
     */
    void read(Connection connection, Consumer<List<OutboxChange>> pages) throws SQLException;

    /**
     * Called when the database was found to have gone back in time: moves every sequence of numbers
     * that were given to others past whatever may have been given before. Called again when the
     * first time did not come to its end.
     */
    void advanceSequences(Connection connection) throws SQLException;
}
