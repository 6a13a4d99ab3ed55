package com.evaratech.node.directory;

import com.evaratech.common.directory.publish.SnapshotSource;
import com.evaratech.common.outbox.OutboxChange;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All that the directory tells, read from the registry's tables. */
@Singleton
class RegistrySnapshot implements SnapshotSource {

    // To be changed with what the entries say, so that the next release publishes all of them anew.
    private static final String FORM = "registry-6";

    private static final int PAGE = 500;

    // More nodes than any import can have registered between the last moment that was kept and the
    // loss of the database (5 minutes at most, see RPO). The numbers of a hundred thousand restores
    // would not fill the column.
    private static final long MARGIN = 1_000_000;

    @Override
    public String form() {
        return FORM;
    }

    @Override
    public void read(Connection connection, Consumer<List<OutboxChange>> pages)
            throws SQLException {
        for (var table : DirectoryTable.values()) {
            read(connection, table, pages);
        }
    }

    private static void read(
            Connection connection, DirectoryTable table, Consumer<List<OutboxChange>> pages)
            throws SQLException {
        try (var statement = connection.prepareStatement(table.selectBehind())) {
            long last = 0;
            var page = new ArrayList<OutboxChange>();
            do {
                page.clear();
                statement.setLong(1, last);
                statement.setInt(2, PAGE);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        page.add(table.read(rows));
                        last = rows.getLong("number");
                    }
                }
                if (!page.isEmpty()) {
                    pages.accept(List.copyOf(page));
                }
            } while (page.size() == PAGE);
        }
    }

    /** Node numbers are the only ones that others keep. */
    @Override
    public void advanceSequences(Connection connection) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        select setval('registry.node_number_seq',
                                      nextval('registry.node_number_seq') + ?)
                        """)) {
            statement.setLong(1, MARGIN);
            boolean _ = statement.execute();
        }
    }
}
