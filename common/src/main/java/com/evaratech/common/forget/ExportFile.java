package com.evaratech.common.forget;

import com.evaratech.common.access.Scope;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * Hands out a service's part of an export, piece by piece, so that a large one needs no more memory
 * than a small one. For virtual threads.
 */
public final class ExportFile {

    private static final String FORM = "application/gzip";

    private final DataSource database;
    private final String name;
    private final String find;
    private final String read;

    /**
     * The files of one service.
     *
     * @param schema with the tables of {@code db/forget}
     * @param name of the part, in the names of its files
     */
    public ExportFile(DataSource database, String schema, String name) {
        this.database = database;
        this.name = name;
        this.find =
                """
                select node_id, state, chunks from %s.forgotten_node e
                where export_id = ? and kept_until > now()
                """
                        .formatted(schema);
        this.read =
                "select content from %s.export_chunk where export_id = ? and place = ?"
                        .formatted(schema);
    }

    private record Part(UUID nodeId, boolean isWhole, int chunks) {}

    /**
     * The whole file: lines of JSON, compressed.
     *
     * @throws ExportRefused when it is not in the scope, not there any more, or not whole yet
     */
    public RestResponse<StreamingOutput> answer(Scope scope, UUID exportId) throws SQLException {
        Part part = find(scope, exportId).orElseThrow(() -> ExportRefused.unknown(exportId));
        if (!part.isWhole()) {
            throw ExportRefused.notReady(exportId);
        }
        StreamingOutput file =
                target -> {
                    try {
                        write(exportId, part.chunks(), target);
                    } catch (SQLException e) {
                        throw new WebApplicationException(e);
                    }
                };
        String fileName = "%s-%s.ndjson.gz".formatted(name, part.nodeId());
        return ResponseBuilder.ok(file, FORM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"%s\"".formatted(fileName))
                .build();
    }

    private Optional<Part> find(Scope scope, UUID exportId) throws SQLException {
        String sql =
                find + scope.column().map(column -> " and e.%s = ?".formatted(column)).orElse("");
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, exportId);
            if (scope.id().isPresent()) {
                statement.setObject(2, scope.id().get());
            }
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(
                                new Part(
                                        rows.getObject("node_id", UUID.class),
                                        !rows.getString("state").equals("exporting"),
                                        rows.getInt("chunks")))
                        : Optional.empty();
            }
        }
    }

    /** A connection for each piece: a slow reader must not keep one. */
    private void write(UUID exportId, int chunks, OutputStream target)
            throws SQLException, IOException {
        for (int place = 0; place < chunks; place++) {
            target.write(chunk(exportId, place));
        }
    }

    private byte[] chunk(UUID exportId, int place) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(read)) {
            statement.setObject(1, exportId);
            statement.setInt(2, place);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException(
                            "piece %d of export %s is gone".formatted(place, exportId));
                }
                return rows.getBytes(1);
            }
        }
    }
}
