package com.evaratech.common.alerting;

import com.evaratech.common.outbox.Version;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An alert opened or was resolved.
 *
 * @param version rises from event to event; a consumer drops versions that it has
 * @param type what happened
 * @param alert the alert as it was then
 * @param traceparent W3C trace context of the reading that caused it
 */
public record AlertEvent(
        Version version, Type type, AlertFacts alert, @Nullable String traceparent) {

    /** What happened to an alert. */
    public enum Type {
        /** A condition has held for as long as its rule demands. */
        OPENED,
        /** It is over. */
        RESOLVED;

        /** The name in JSON. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The type of that code, if there is one. */
        public static Optional<Type> ofCode(String code) {
            return Arrays.stream(values()).filter(type -> type.code().equals(code)).findFirst();
        }
    }
}
