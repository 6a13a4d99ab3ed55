package com.evaratech.node.keys;

import com.evaratech.common.problem.RequestFields;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When keys may end. */
final class KeyRules {

    private static final Duration LONGEST_LIFE = Duration.ofDays(3_650);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
    private static final Duration OVERLAP = Duration.ofDays(1);

    private KeyRules() {}

    /**
     * An accepted rotation.
     *
     * @param oldEndsAt when the old key ends
     * @param expiresAt when the new key ends; {@code null} for never
     */
    record Rotation(Instant oldEndsAt, @Nullable Instant expiresAt) {}

    static @Nullable Instant accept(@Nullable IssueKey wish, Instant now) {
        if (wish == null) {
            return null;
        }
        var fields = new RequestFields();
        requireWithin("expires_at", wish.expiresAt(), now, LONGEST_LIFE, fields);
        fields.refuseIfAnyIsWrong();
        return wish.expiresAt();
    }

    static Rotation accept(@Nullable RotateKey wish, Instant now) {
        if (wish == null) {
            return new Rotation(now.plus(OVERLAP), null);
        }
        var fields = new RequestFields();
        requireWithin("old_ends_at", wish.oldEndsAt(), now, LONGEST_OVERLAP, fields);
        requireWithin("expires_at", wish.expiresAt(), now, LONGEST_LIFE, fields);
        fields.refuseIfAnyIsWrong();
        var oldEndsAt = wish.oldEndsAt() == null ? now.plus(OVERLAP) : wish.oldEndsAt();
        return new Rotation(oldEndsAt, wish.expiresAt());
    }

    private static void requireWithin(
            String field,
            @Nullable Instant time,
            Instant now,
            Duration longest,
            RequestFields fields) {
        var latest = now.plus(longest);
        fields.require(
                time == null || (time.isAfter(now) && !time.isAfter(latest)),
                field,
                time,
                "a time after %s and not after %s, or nothing".formatted(now, latest));
    }
}
