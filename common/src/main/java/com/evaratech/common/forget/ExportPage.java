package com.evaratech.common.forget;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A portion of an export.
 *
 * @param lines each a JSON object
 * @param reached up to where this is, for the next portion; {@code null}: it was the last one
 */
public record ExportPage(List<String> lines, @Nullable String reached) {

    public ExportPage {
        lines = List.copyOf(lines);
    }
}
