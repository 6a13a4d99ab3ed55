package com.evaratech.gateway.signin;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody says they are.
 *
 * @param email in lower case
 */
record Credentials(String email, String password) {

    private static final Pattern EMAIL = Pattern.compile("[^\\s\\p{Cntrl}@]+@[^\\s\\p{Cntrl}@]+");
    private static final int LONGEST_EMAIL = 200;
    private static final int LONGEST_PASSWORD = 200;

    /**
     * Reads the body of a sign-in.
     *
     * @throws InvalidRequest naming the fields at fault; never with the password
     */
    static Credentials parse(Buffer body) {
        JsonObject json = json(body);
        @Nullable String email = text(json, "email").map(String::strip).orElse(null);
        @Nullable String password = text(json, "password").orElse(null);
        List<FieldError> errors = new ArrayList<>();
        if (email == null || email.length() > LONGEST_EMAIL || !EMAIL.matcher(email).matches()) {
            errors.add(
                    FieldError.of("email", email, "an e-mail address of 200 characters at most"));
        }
        if (password == null || password.isEmpty() || password.length() > LONGEST_PASSWORD) {
            errors.add(FieldError.missing("password", "text of 1 to 200 characters"));
        }
        if (email == null || password == null || !errors.isEmpty()) {
            throw new InvalidRequest(errors);
        }
        return new Credentials(email.toLowerCase(Locale.ROOT), password);
    }

    private static JsonObject json(Buffer body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException | ClassCastException notAnObject) {
            throw new InvalidRequest(
                    FieldError.missing("body", "a JSON object with email and password"));
        }
    }

    private static Optional<String> text(JsonObject json, String field) {
        return json.getValue(field) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** Without the password: this text may go into logs. */
    @Override
    public String toString() {
        return email;
    }
}
