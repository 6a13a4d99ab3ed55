package com.evaratech.node.nodes;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.reading.normalise.NumberText;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.jspecify.annotations.Nullable;

/**
 * Nodes as a table: RFC 4180, UTF-8, the first line names the columns in any order, a cell without
 * text is a field that is left out. Tags and groups are parted by semicolons. Words that a
 * spreadsheet would take for a formula stand behind an apostrophe.
 */
final class NodeCsv {

    static final List<String> COLUMNS =
            List.of(
                    "community_id",
                    "customer_id",
                    "key",
                    "label",
                    "category",
                    "latitude",
                    "longitude",
                    "location_name",
                    "time_zone",
                    "capacity_litres",
                    "height_cm",
                    "sensor_offset_cm",
                    "pipe_diameter_mm",
                    "max_flow_lpm",
                    "static_depth_m",
                    "dynamic_depth_m",
                    "recharge_threshold_m",
                    "expected_interval_seconds",
                    "offline_after_seconds",
                    "tags",
                    "groups",
                    "firmware_revision",
                    "hardware_revision");

    /** Those whose cells are anybody's words. */
    static final Set<String> WORDS =
            Set.of(
                    "key",
                    "label",
                    "location_name",
                    "tags",
                    "groups",
                    "firmware_revision",
                    "hardware_revision");

    static final char SEPARATOR = ';';

    private static final String BODY = "body";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
                    .get();

    private NodeCsv() {}

    /**
     * The rows of a file.
     *
     * @throws InvalidRequest when it is no table, or its columns are not those of nodes
     */
    static List<WishRow> read(byte[] file) {
        var text = decode(file);
        try (var parser = CSVParser.parse(new StringReader(text), FORMAT)) {
            checkColumns(parser.getHeaderNames());
            return rows(parser);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw refused("a table in CSV (RFC 4180): " + e.getMessage());
        }
    }

    private static List<WishRow> rows(CSVParser parser) {
        var rows = new ArrayList<WishRow>();
        var records = parser.iterator();
        int line = Math.toIntExact(parser.getCurrentLineNumber()) + 1;
        while (true) {
            try {
                if (!records.hasNext()) {
                    return rows;
                }
            } catch (UncheckedIOException | IllegalStateException e) {
                throw refused(
                        "a table in CSV (RFC 4180): from line %d on quotes do not match"
                                .formatted(line));
            }
            var record = records.next();
            if (!isBlank(record)) {
                rows.add(row(line, record, parser.getHeaderNames()));
            }
            line = Math.toIntExact(parser.getCurrentLineNumber()) + 1;
        }
    }

    private static WishRow row(int line, CSVRecord record, List<String> columns) {
        if (record.size() != columns.size()) {
            return new WishRow(
                    line,
                    null,
                    List.of(
                            FieldError.of(
                                    "row",
                                    "%d cells".formatted(record.size()),
                                    "%d cells, as the first line".formatted(columns.size()))));
        }
        var cells = new Cells(record);
        var wish =
                new RegisterNode(
                        cells.parsed("community_id", NodeCsv::id, "a UUID"),
                        cells.parsed("customer_id", NodeCsv::id, "a UUID"),
                        cells.text("key"),
                        cells.text("label"),
                        cells.text("category"),
                        coordinates(cells),
                        cells.text("location_name"),
                        cells.text("time_zone"),
                        geometry(cells),
                        cells.integer("expected_interval_seconds"),
                        cells.integer("offline_after_seconds"),
                        parted(cells.text("tags")),
                        parted(cells.text("groups")),
                        cells.text("firmware_revision"),
                        cells.text("hardware_revision"));
        return new WishRow(line, wish, cells.errors);
    }

    private static @Nullable CoordinatesWish coordinates(Cells cells) {
        var latitude = cells.number("latitude");
        var longitude = cells.number("longitude");
        return latitude == null && longitude == null
                ? null
                : new CoordinatesWish(latitude, longitude);
    }

    private static @Nullable GeometryWish geometry(Cells cells) {
        var geometry =
                new GeometryWish(
                        cells.number("capacity_litres"),
                        cells.number("height_cm"),
                        cells.number("sensor_offset_cm"),
                        cells.number("pipe_diameter_mm"),
                        cells.number("max_flow_lpm"),
                        cells.number("static_depth_m"),
                        cells.number("dynamic_depth_m"),
                        cells.number("recharge_threshold_m"));
        return geometry.equals(GeometryWish.NOTHING) ? null : geometry;
    }

    private static @Nullable List<@Nullable String> parted(@Nullable String text) {
        return text == null
                ? null
                : new ArrayList<>(Arrays.asList(text.split(String.valueOf(SEPARATOR), -1)));
    }

    private static void checkColumns(List<String> names) {
        var unknown = names.stream().filter(name -> !COLUMNS.contains(name)).toList();
        if (!unknown.isEmpty() || names.isEmpty()) {
            throw new InvalidRequest(
                    FieldError.of(
                            "columns",
                            String.join(",", unknown),
                            "some of " + String.join(",", COLUMNS)));
        }
    }

    private static String decode(byte[] file) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw refused("text in UTF-8");
        }
    }

    private static boolean isBlank(CSVRecord record) {
        return record.size() == 1 && record.get(0).isBlank();
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> integer(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException notOne) {
            return Optional.empty();
        }
    }

    private static Optional<Double> number(String text) {
        var number = NumberText.parse(text);
        return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
    }

    private static InvalidRequest refused(String allowed) {
        return new InvalidRequest(FieldError.missing(BODY, allowed));
    }

    /** The cells of one row by column, and what of them could not be read. */
    private static final class Cells {

        private final CSVRecord record;
        private final List<FieldError> errors = new ArrayList<>();

        Cells(CSVRecord record) {
            this.record = record;
        }

        @Nullable String text(String column) {
            if (!record.isMapped(column)) {
                return null;
            }
            var cell = record.get(column);
            if (cell.isEmpty()) {
                return null;
            }
            return WORDS.contains(column) ? CellText.plain(cell) : cell;
        }

        @Nullable Double number(String column) {
            return parsed(column, NodeCsv::number, "a number");
        }

        @Nullable Integer integer(String column) {
            return parsed(column, NodeCsv::integer, "a whole number");
        }

        <T> @Nullable T parsed(String column, Function<String, Optional<T>> form, String allowed) {
            var cell = text(column);
            if (cell == null) {
                return null;
            }
            var value = form.apply(cell);
            if (value.isEmpty()) {
                errors.add(FieldError.of(column, cell, allowed));
            }
            return value.orElse(null);
        }
    }
}
