package com.evaratech.node.nodes;

import com.evaratech.common.access.Scope;
import com.evaratech.common.sql.Conditions;
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
import org.jspecify.annotations.Nullable;

/**
 * Writes nodes as a table that can be imported again, in portions, so that a large registry needs
 * no more memory than a small one. For virtual threads.
 */
@Singleton
class NodeExport {

    // Rows that are read at a time. Between the portions nothing of the database is held: who reads
    // slowly keeps nobody from it.
    private static final int PORTION = 500;

    // PostgreSQL's parameters have numbers, JDBC's only places.
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    private static final String CELLS =
            NodeCsv.COLUMNS.stream().map(NodeExport::cell).collect(Collectors.joining(", "));

    private final DataSource database;

    NodeExport(DataSource database) {
        this.database = database;
    }

    /** Some rows, and the number of the last one. */
    private record Portion(List<List<String>> rows, long last) {}

    /**
     * The nodes of a scope and a filter, in the order of registration. What is changed meanwhile is
     * written as it is when its portion is read.
     */
    void write(Scope scope, NodeFilter filter, OutputStream target)
            throws SQLException, IOException {
        var wanted = filter.narrow(filter.start().within(scope, "n"));
        var printer =
                new CSVPrinter(
                        new OutputStreamWriter(target, StandardCharsets.UTF_8), CSVFormat.RFC4180);
        printer.printRecord(NodeCsv.COLUMNS);
        Portion portion;
        long last = 0;
        do {
            portion = read(wanted.and("n.number > {}", last));
            for (var row : portion.rows) {
                printer.printRecord(row);
            }
            printer.flush();
            last = portion.last;
        } while (portion.rows.size() == PORTION);
    }

    private Portion read(Conditions wanted) throws SQLException {
        var sql =
                "select n.number, %s from registry.node n where %s order by n.number limit %d"
                        .formatted(CELLS, wanted.text(), PORTION);
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement(PARAMETER.matcher(sql).replaceAll("?"))) {
            fill(statement, sql, wanted.values());
            try (var found = statement.executeQuery()) {
                return portion(found);
            }
        }
    }

    private static Portion portion(ResultSet found) throws SQLException {
        var rows = new ArrayList<List<String>>();
        long last = 0;
        while (found.next()) {
            last = found.getLong(1);
            var cells = new ArrayList<String>();
            for (int i = 0; i < NodeCsv.COLUMNS.size(); i++) {
                cells.add(written(NodeCsv.COLUMNS.get(i), found.getString(i + 2)));
            }
            rows.add(cells);
        }
        return new Portion(rows, last);
    }

    private static String written(String column, @Nullable String text) {
        if (text == null) {
            return "";
        }
        return NodeCsv.WORDS.contains(column) ? CellText.guarded(text) : text;
    }

    private static String cell(String column) {
        return switch (column) {
            case "tags" -> "array_to_string(n.tags, '%s')".formatted(NodeCsv.SEPARATOR);
            case "groups" -> NodeGroups.JOINED.formatted(NodeCsv.SEPARATOR);
            // The driver has 1000 from a statement's text, and 1000.0 once it is prepared.
            default -> "n." + column + "::text";
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
}
