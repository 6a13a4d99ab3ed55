package com.evaratech.alert.alerts;

import com.evaratech.common.alerting.AlertEvent;
import com.evaratech.common.alerting.AlertFacts;
import org.jspecify.annotations.Nullable;

/**
 * An opening or an end that was written and is to be told.
 *
 * @param type which of the two
 * @param alert as it is now
 * @param traceparent W3C trace context of what caused it: the reading, or what was made of it
 */
public record AlertNotice(AlertEvent.Type type, AlertFacts alert, @Nullable String traceparent) {

    /** The same with another cause. */
    public AlertNotice causedBy(@Nullable String newTraceparent) {
        return new AlertNotice(type, alert, newTraceparent);
    }
}
