package com.evaratech.common.signin;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One act at the door. Never holds a password or a token.
 *
 * @param id tells it from every other, also when it is told twice
 * @param at when it happened
 * @param subject who it was, as the identity provider says; {@code null} when that is not known
 * @param email the address that was tried; {@code null} when none was
 * @param reason the provider's code of why not; {@code null} when it worked
 * @param requestId of the request
 * @param address where it came from
 */
public record SignInEvent(
        UUID id,
        Act act,
        Instant at,
        @Nullable String subject,
        @Nullable String email,
        @Nullable String reason,
        @Nullable String requestId,
        String address) {

    /** What was done. */
    public enum Act {
        /** Somebody signed in. */
        SIGNED_IN,
        /** Somebody tried an address and a password that do not fit. */
        SIGN_IN_FAILED,
        /** Somebody showed a session that is over, or whose token was used before. */
        REFRESH_REFUSED,
        /** Somebody signed out. */
        SIGNED_OUT;

        /** As the audit names it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The form in the stream. */
    public String toJson() {
        return new JsonObject()
                .put("id", id.toString())
                .put("act", act.code())
                .put("at", at.toString())
                .put("subject", subject)
                .put("email", email)
                .put("reason", reason)
                .put("request_id", requestId)
                .put("address", address)
                .encode();
    }

    /**
     * Reads the form in the stream. A door of an earlier release names no id: what it says stands
     * for it.
     *
     * @throws DecodeException when it is not one
     */
    public static SignInEvent fromJson(String json) {
        JsonObject event = new JsonObject(json);
        try {
            return new SignInEvent(
                    id(event.getString("id"), json),
                    act(String.valueOf(event.getString("act"))),
                    Instant.parse(String.valueOf(event.getString("at"))),
                    event.getString("subject"),
                    event.getString("email"),
                    event.getString("reason"),
                    event.getString("request_id"),
                    String.valueOf(event.getString("address")));
        } catch (DateTimeException | ClassCastException | IllegalArgumentException e) {
            throw new DecodeException("sign-in event: a field is of another form", e);
        }
    }

    private static UUID id(@Nullable String text, String json) {
        return text == null
                ? UUID.nameUUIDFromBytes(json.getBytes(StandardCharsets.UTF_8))
                : UUID.fromString(text);
    }

    private static Act act(String code) {
        return Arrays.stream(Act.values())
                .filter(act -> act.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new DecodeException("sign-in event: act is " + code));
    }
}
