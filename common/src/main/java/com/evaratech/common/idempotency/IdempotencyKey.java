package com.evaratech.common.idempotency;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.InvalidRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name that a caller gives to one wish, from the header {@code Idempotency-Key}: sent again under
 * the same name, the wish is not fulfilled again but answered as before.
 *
 * @param text 1 to 255 visible ASCII characters
 */
public record IdempotencyKey(String text) {

    /** The header's name. */
    public static final String HEADER = "Idempotency-Key";

    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,255}");

    /**
     * Reads the header, {@code null} when it is not there.
     *
     * @throws InvalidRequest when it is not of the form
     */
    public static Optional<IdempotencyKey> of(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        if (!FORM.matcher(header).matches()) {
            throw new InvalidRequest(
                    FieldError.of(HEADER, header, "1 to 255 visible ASCII characters, no blanks"));
        }
        return Optional.of(new IdempotencyKey(header));
    }
}
