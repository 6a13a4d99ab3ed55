package com.evaratech.poller.history;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import com.evaratech.common.reading.normalise.TimeWindow;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to have imported.
 *
 * @param days how far back, 1 to 400
 */
@RegisterForReflection
record StartImport(@Nullable Integer days) {

    static final int MOST_DAYS = (int) TimeWindow.STANDARD.oldest().toDays();

    /**
     * The days.
     *
     * @throws InvalidRequest when there are none, or too many
     */
    static int daysOf(@Nullable StartImport wish) {
        String allowed = "a whole number from 1 to " + MOST_DAYS;
        if (wish == null || wish.days == null) {
            throw new InvalidRequest(FieldError.missing("days", allowed));
        }
        if (wish.days < 1 || wish.days > MOST_DAYS) {
            throw new InvalidRequest(FieldError.of("days", wish.days, allowed));
        }
        return wish.days;
    }
}
