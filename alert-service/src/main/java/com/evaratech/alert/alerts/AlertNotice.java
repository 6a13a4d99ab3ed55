package com.evaratech.alert.alerts;

import com.evaratech.common.alerting.AlertEvent;
import com.evaratech.common.alerting.AlertFacts;
import org.jspecify.annotations.Nullable;

/**
 * An opening or an end that was written and is to be told.
 *
 * @param type which of the two
 * @param alert as it is now
 * @param traceparent W3C trace context of the reading that caused it
 */
public record AlertNotice(AlertEvent.Type type, AlertFacts alert, @Nullable String traceparent) {}
