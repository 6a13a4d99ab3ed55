package com.evaratech.alert.alerts;

import com.evaratech.common.alerting.AlertFacts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a reading, or a change of a rule, does to the alert of a rule and a node. */
public sealed interface AlertChange {

    /** Whose alert it is. */
    AlertKey key();

    /**
     * It opens.
     *
     * @param ruleVersion the version of the rule that was judged by
     * @param alert as it begins
     * @param category what the node is
     * @param pendingSince since when the condition has held, by the readings' clock
     * @param traceparent W3C trace context of the reading
     */
    record Opened(
            AlertKey key,
            long ruleVersion,
            AlertFacts alert,
            String category,
            Instant pendingSince,
            @Nullable String traceparent)
            implements AlertChange {}

    /** It stays open, and this was measured meanwhile. */
    record Measured(AlertKey key, Instant at, double value) implements AlertChange {}

    /**
     * It is over.
     *
     * @param at when, by the clock of the reading, or of the service when there is none
     * @param value of that reading; {@code null} when there is none
     * @param traceparent W3C trace context of the reading
     */
    record Resolved(
            AlertKey key,
            Instant at,
            ResolvedReason reason,
            @Nullable Double value,
            @Nullable String traceparent)
            implements AlertChange {}
}
