package com.evaratech.node.directory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The registry's side of publishing: plain SQL on the connection that holds the publisher's lock.
 */
final class RegistrySource {

    /** Rows read and sent at a time: some 100 KB of JSON. */
    static final int BATCH = 500;

    private final Connection connection;

    RegistrySource(Connection connection) {
        this.connection = connection;
    }

    List<DirectoryItem> unpublished(DirectoryTable table) throws SQLException {
        try (var statement = connection.prepareStatement(table.selectUnpublished())) {
            statement.setInt(1, BATCH);
            return read(table, statement);
        }
    }

    List<DirectoryItem> allBehind(DirectoryTable table, long number) throws SQLException {
        try (var statement = connection.prepareStatement(table.selectAll())) {
            statement.setLong(1, number);
            statement.setInt(2, BATCH);
            return read(table, statement);
        }
    }

    void markPublished(DirectoryTable table, List<DirectoryItem> sent) throws SQLException {
        var numbers = sent.stream().map(DirectoryItem::number).toArray(Long[]::new);
        var versions = sent.stream().map(DirectoryItem::version).toArray(Long[]::new);
        try (var statement = connection.prepareStatement(table.markPublished())) {
            statement.setArray(1, connection.createArrayOf("bigint", numbers));
            statement.setArray(2, connection.createArrayOf("bigint", versions));
            int _ = statement.executeUpdate();
        }
    }

    private static List<DirectoryItem> read(DirectoryTable table, PreparedStatement statement)
            throws SQLException {
        try (var rows = statement.executeQuery()) {
            var items = new ArrayList<DirectoryItem>();
            while (rows.next()) {
                items.add(table.read(rows));
            }
            return items;
        }
    }
}
