package com.evaratech.telemetry.history;

import com.evaratech.common.reading.normalise.RejectReason;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;

/**
 * Something in a file that was not accepted.
 *
 * @param number compact, for pages
 * @param line where its row begins, from 1
 * @param column named as in the file; empty when it is the whole row
 * @param value as it stands there, cut
 * @param reason a code, as with readings that devices send
 * @param allowed what would have been accepted
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ImportError(
        @JsonIgnore long number,
        long line,
        String column,
        String value,
        String reason,
        String allowed) {

    /** The reason that the code stands for. */
    RejectReason because() {
        return RejectReason.valueOf(reason.toUpperCase(Locale.ROOT));
    }
}
