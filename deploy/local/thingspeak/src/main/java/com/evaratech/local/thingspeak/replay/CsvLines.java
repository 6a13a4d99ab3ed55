package com.evaratech.local.thingspeak.replay;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes CSV apart as RFC 4180 writes it: a quoted value may hold commas, doubled quotes and line
 * ends. An empty value is null, a quoted empty one is an empty string.
 */
final class CsvLines {
    private final String text;
    private final List<List<@Nullable String>> lines = new ArrayList<>();
    private List<@Nullable String> line = new ArrayList<>();
    private final StringBuilder value = new StringBuilder();
    private boolean quoted;

    private CsvLines(String text) {
        this.text = text;
    }

    /** All lines that are not empty, each with its values. */
    static List<List<@Nullable String>> of(String text) {
        CsvLines lines = new CsvLines(text);
        lines.read();
        return lines.lines;
    }

    private void read() {
        boolean inQuotes = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inQuotes) {
                boolean doubled = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (doubled) {
                    value.append(c);
                    i++;
                } else if (c == '"') {
                    inQuotes = false;
                } else {
                    value.append(c);
                }
            } else if (c == '"' && value.isEmpty()) {
                inQuotes = true;
                quoted = true;
            } else if (c == ',') {
                endValue();
            } else if (c == '\n' || c == '\r') {
                endLine();
            } else {
                value.append(c);
            }
        }
        endLine();
    }

    private void endValue() {
        line.add(value.isEmpty() && !quoted ? null : value.toString());
        value.setLength(0);
        quoted = false;
    }

    private void endLine() {
        if (!line.isEmpty() || !value.isEmpty() || quoted) {
            endValue();
            lines.add(line);
            line = new ArrayList<>();
        }
    }
}
