package com.evaratech.node.nodes;

import java.util.regex.Pattern;

/**
 * Text in a cell of a table that people open with a spreadsheet: one that such a program would take
 * for a formula is written behind an apostrophe, and read without it.
 */
final class CellText {

    // Also behind apostrophes: else who wrote '=1 would read =1.
    private static final Pattern LIKE_A_FORMULA = Pattern.compile("^'*[=+\\-@\\t\\r]");
    private static final Pattern GUARDED = Pattern.compile("^'+[=+\\-@\\t\\r]");

    private CellText() {}

    /** As it is written. */
    static String guarded(String text) {
        return LIKE_A_FORMULA.matcher(text).lookingAt() ? "'" + text : text;
    }

    /** As it was before it was written. */
    static String plain(String cell) {
        return GUARDED.matcher(cell).lookingAt() ? cell.substring(1) : cell;
    }
}
