package com.evaratech.gateway.audit;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.gateway.merge.MergedPage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The forms in which the audit is exported. */
enum AuditFile {
    /** RFC 4180, with a line of names; before and after are JSON. */
    CSV("text/csv; charset=utf-8", "csv") {
        @Override
        Buffer head() {
            return Buffer.buffer(String.join(",", COLUMNS) + LINE_END);
        }

        @Override
        Buffer line(JsonObject item) {
            return Buffer.buffer(
                    COLUMNS.stream()
                                    .map(column -> cell(item.getValue(column)))
                                    .collect(Collectors.joining(","))
                            + LINE_END);
        }
    },
    /** One JSON object a line. */
    NDJSON("application/x-ndjson", "ndjson") {
        @Override
        Buffer head() {
            return Buffer.buffer();
        }

        @Override
        Buffer line(JsonObject item) {
            return MergedPage.withoutCursor(item).toBuffer().appendString("\n");
        }
    };

    private static final String LINE_END = "\r\n";
    private static final String FORMULA = "=+-@\t\r";
    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "at",
                    "actor",
                    "action",
                    "subject_type",
                    "subject_id",
                    "before",
                    "after",
                    "address",
                    "request_id",
                    "distributor_id",
                    "community_id",
                    "customer_id");

    private final String contentType;
    private final String extension;

    AuditFile(String contentType, String extension) {
        this.contentType = contentType;
        this.extension = extension;
    }

    /**
     * Reads the query parameter {@code format}.
     *
     * @throws InvalidRequest when it is none of them
     */
    static AuditFile of(@Nullable String format) {
        return switch (format == null ? "csv" : format) {
            case "csv" -> CSV;
            case "ndjson" -> NDJSON;
            default -> throw new InvalidRequest(FieldError.of("format", format, "csv, ndjson"));
        };
    }

    String contentType() {
        return contentType;
    }

    String fileName() {
        return "audit." + extension;
    }

    abstract Buffer head();

    abstract Buffer line(JsonObject item);

    /** Always in quotes; what a spreadsheet would take for a formula is made text. */
    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        boolean isFormula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        return '"' + (isFormula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
