package com.evaratech.telemetry.thingspeak;

import com.evaratech.telemetry.thingspeak.BulkWrite.KeyShown;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The body of {@code bulk_update.csv}, a form, read pair by pair: the key is shown as soon as it is
 * there.
 */
final class BulkForm {

    private static final String KEY = "write_api_key";
    private static final int MOST_PAIRS = 100;

    private BulkForm() {}

    /**
     * Its entries, parted by {@code |}, their columns by commas.
     *
     * @param parameters of the query; what the form says is added to them
     * @throws Refusal when it is something else
     */
    static List<BulkWrite.Message> read(InputStream body, Parameters parameters, KeyShown key)
            throws SQLException {
        boolean isShown = false;
        try {
            var buffered = new BufferedInputStream(body);
            for (int pairs = 0; pairs < MOST_PAIRS; pairs++) {
                var pair = new ByteArrayOutputStream();
                boolean isLast = readPair(buffered, pair);
                parameters.add(pair.toString(StandardCharsets.UTF_8));
                Optional<String> told =
                        isLast ? parameters.get(KEY).or(parameters::key) : parameters.get(KEY);
                if (!isShown && told.isPresent()) {
                    isShown = true;
                    key.show(told.get());
                }
                if (isLast) {
                    return messages(parameters);
                }
            }
        } catch (IllegalArgumentException notEncoded) {
            throw BulkWrite.bad("The body is not a form.");
        } catch (IOException brokeOff) {
            throw BulkWrite.bad("The body broke off.");
        }
        throw BulkWrite.bad("The form has more than %d parts.".formatted(MOST_PAIRS));
    }

    /** Reads up to the next pair; whether there is none. */
    private static boolean readPair(InputStream body, ByteArrayOutputStream pair)
            throws IOException {
        int next = body.read();
        for (; next >= 0 && next != '&'; next = body.read()) {
            pair.write(next);
        }
        return next < 0;
    }

    private static List<BulkWrite.Message> messages(Parameters form) {
        String updates =
                form.get("updates").orElseThrow(() -> BulkWrite.bad("updates is missing."));
        boolean isRelative =
                switch (form.get("time_format").orElse("")) {
                    case "relative" -> true;
                    case "absolute" -> false;
                    default -> throw BulkWrite.bad("time_format is absolute or relative.");
                };
        String[] rows = updates.split("\\|", BulkWrite.MOST_MESSAGES + 1);
        BulkWrite.requireNotTooMany(rows.length);
        var messages = new ArrayList<BulkWrite.Message>();
        for (int i = 0; i < rows.length; i++) {
            messages.add(message(i, rows[i], isRelative));
        }
        return messages;
    }

    private static BulkWrite.Message message(int index, String row, boolean isRelative) {
        Column[] columns = Column.values();
        String[] cells = row.split(",", columns.length + 2);
        if (cells.length > columns.length + 1) {
            throw BulkWrite.bad("updates[%d] has more than 13 columns.".formatted(index));
        }
        Map<String, String> values = new HashMap<>();
        for (int cell = 1; cell < cells.length; cell++) {
            values.put(columns[cell - 1].key(), cells[cell]);
        }
        return BulkWrite.message(
                index,
                isRelative ? null : cells[0],
                isRelative ? cells[0].strip() : null,
                FeedWrite.values(values::get));
    }
}
