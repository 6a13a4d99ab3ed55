package com.evaratech.node.nodes;

import com.evaratech.common.access.Scope;
import com.evaratech.node.groups.NodeGroups;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes nodes as a table that can be imported again, row by row as the database gives them, so
 * that a large registry needs no more memory than a small one. For virtual threads.
 */
@Singleton
class NodeExport {

    // Rows that the driver holds at a time.
    private static final int FETCH = 500;

    // PostgreSQL's parameters have numbers, JDBC's only places.
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    private static final String CELLS =
            NodeCsv.COLUMNS.stream().map(NodeExport::cell).collect(Collectors.joining(", "));

    private final DataSource database;

    NodeExport(DataSource database) {
        this.database = database;
    }

    /** The nodes of a scope and a filter, in the order of registration. */
    void write(Scope scope, NodeFilter filter, OutputStream target)
            throws SQLException, IOException {
        var rows = filter.narrow(filter.start().within(scope, "n"));
        var sql =
                "select %s from registry.node n where %s order by n.number"
                        .formatted(CELLS, rows.text());
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement(PARAMETER.matcher(sql).replaceAll("?"))) {
            // Only in a transaction does the driver fetch in portions.
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            try {
                fill(statement, sql, rows.values());
                statement.setFetchSize(FETCH);
                try (var found = statement.executeQuery()) {
                    print(found, target);
                }
            } finally {
                connection.rollback();
                connection.setReadOnly(false);
            }
        }
    }

    private static String cell(String column) {
        return switch (column) {
            case "tags" -> "array_to_string(n.tags, '%s')".formatted(NodeCsv.SEPARATOR);
            case "groups" -> NodeGroups.JOINED.formatted(NodeCsv.SEPARATOR);
            default -> "n." + column;
        };
    }

    private static void fill(PreparedStatement statement, String sql, List<Object> values)
            throws SQLException {
        var places = PARAMETER.matcher(sql).results().map(NodeExport::number).toList();
        for (int i = 0; i < places.size(); i++) {
            statement.setObject(i + 1, values.get(places.get(i) - 1));
        }
    }

    private static int number(MatchResult parameter) {
        return Integer.parseInt(parameter.group(1));
    }

    private static void print(ResultSet rows, OutputStream target)
            throws SQLException, IOException {
        var writer = new OutputStreamWriter(target, StandardCharsets.UTF_8);
        var printer = new CSVPrinter(writer, CSVFormat.RFC4180);
        printer.printRecord(NodeCsv.COLUMNS);
        var cells = new ArrayList<String>();
        while (rows.next()) {
            cells.clear();
            for (int i = 1; i <= NodeCsv.COLUMNS.size(); i++) {
                cells.add(rows.getString(i));
            }
            printer.printRecord(cells);
        }
        printer.flush();
    }
}
