package com.evaratech.alert.notices;

import com.evaratech.alert.deliveries.QuietHours;
import com.evaratech.common.access.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What decides whether something is told to a channel at a moment.
 *
 * @param now the moment
 * @param scope which alerts its person sees
 * @param quietUntil when the quiet hours end that it is in; {@code null}: it is in none
 * @param isQuietOfAll whether what is critical waits for that, too
 * @param isAtWork whether work is done on a node
 */
record Terms(
        Instant now,
        Scope scope,
        @Nullable Instant quietUntil,
        boolean isQuietOfAll,
        Predicate<UUID> isAtWork) {

    private static final Duration WORK = Duration.ofSeconds(15);

    // A silence that a person ends is noticed by looking again.
    private static final Duration SILENCE = Duration.ofMinutes(1);

    static Terms of(
            Instant now, Scope scope, @Nullable QuietHours quietHours, Predicate<UUID> isAtWork) {
        return quietHours == null
                ? new Terms(now, scope, null, false, isAtWork)
                : new Terms(
                        now,
                        scope,
                        quietHours.endAt(now).orElse(null),
                        quietHours.critical(),
                        isAtWork);
    }

    /** What keeps an alert from being told, its opening or its end. */
    Optional<Hold> hold(AlertNow alert, boolean isOpening) {
        Instant silence = alert.silencedUntil();
        if (silence != null) {
            Instant look = now.plus(SILENCE);
            return Optional.of(new Hold("silence", silence.isBefore(look) ? silence : look));
        }
        if (quietUntil != null && (isQuietOfAll || !alert.isCritical())) {
            return Optional.of(new Hold("quiet_hours", quietUntil));
        }
        return isOpening && isAtWork.test(alert.nodeId())
                ? Optional.of(new Hold("maintenance", now.plus(WORK)))
                : Optional.empty();
    }
}
