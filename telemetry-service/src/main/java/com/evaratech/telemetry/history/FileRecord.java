package com.evaratech.telemetry.history;

import java.util.List;

/**
 * One record of a file.
 *
 * @param line where it begins, from 1
 * @param cells its values
 */
record FileRecord(long line, List<String> cells) {

    FileRecord {
        cells = List.copyOf(cells);
    }

    /** The value of a column; empty where the record has none. */
    String cell(int column) {
        return column < cells.size() ? cells.get(column).strip() : "";
    }
}
