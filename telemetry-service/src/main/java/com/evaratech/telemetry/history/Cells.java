package com.evaratech.telemetry.history;

import java.util.ArrayList;
import java.util.List;

/**
 * Records of comma-separated values as programs write them, and as spreadsheets leave them behind:
 * a whole record may stand in one pair of quotes more.
 *
 * @param separator comma, semicolon or tab
 */
record Cells(char separator) {

    private static final String SEPARATORS = ",;\t";

    /** By the line of names: of the separators, the one that it has most of. */
    static Cells of(String header) {
        char best = ',';
        long most = 0;
        for (int i = 0; i < SEPARATORS.length(); i++) {
            char each = SEPARATORS.charAt(i);
            long count = header.chars().filter(sign -> sign == each).count();
            if (count > most) {
                most = count;
                best = each;
            }
        }
        return new Cells(best);
    }

    /** The values of a record. */
    List<String> split(String text) {
        List<String> cells = parse(text);
        boolean isWrapped = cells.size() == 1 && cells.getFirst().indexOf(separator) >= 0;
        return isWrapped ? parse(cells.getFirst()) : cells;
    }

    /**
     * Where a part of a record ends.
     *
     * @param isQuoted whether within a quote: then the next line belongs to it
     * @param isCellEmpty whether nothing stands in the cell yet
     */
    record End(boolean isQuoted, boolean isCellEmpty) {

        /** Before the first sign of a record. */
        static final End START = new End(false, true);

        /** Behind the line's end, which is in the cell. */
        End nextLine() {
            return new End(isQuoted, false);
        }
    }

    /** Where a record ends that has this behind what there was; each sign is looked at once. */
    End end(End before, String more) {
        boolean isQuoted = before.isQuoted();
        boolean isCellEmpty = before.isCellEmpty();
        for (int at = 0; at < more.length(); at++) {
            char sign = more.charAt(at);
            if (!isQuoted) {
                isQuoted = sign == '"' && isCellEmpty;
                isCellEmpty = isQuoted || sign == separator;
            } else if (sign != '"') {
                isCellEmpty = false;
            } else if (at + 1 < more.length() && more.charAt(at + 1) == '"') {
                isCellEmpty = false;
                at++;
            } else {
                isQuoted = false;
            }
        }
        return new End(isQuoted, isCellEmpty);
    }

    private List<String> parse(String text) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean isQuoted = false;
        for (int at = 0; at < text.length(); at++) {
            char sign = text.charAt(at);
            if (isQuoted) {
                if (sign != '"') {
                    cell.append(sign);
                } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    cell.append('"');
                    at++;
                } else {
                    isQuoted = false;
                }
            } else if (sign == '"' && cell.isEmpty()) {
                isQuoted = true;
            } else if (sign == separator) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(sign);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
