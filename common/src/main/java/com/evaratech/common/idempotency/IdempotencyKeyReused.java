package com.evaratech.common.idempotency;

import com.evaratech.common.problem.FieldError;
import com.evaratech.common.problem.ProblemException;
import com.evaratech.common.problem.Status;
import java.util.List;

/** A key came again with another wish: one of the two is a mistake, and nobody can tell which. */
public final class IdempotencyKeyReused extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** For the key at fault, as it was sent. */
    public IdempotencyKeyReused(String key) {
        super(
                Status.UNPROCESSABLE_CONTENT,
                "idempotency_key_reused",
                "This Idempotency-Key came with another request before; a new request needs a new"
                        + " key.",
                List.of(
                        FieldError.of(
                                IdempotencyKey.HEADER,
                                key,
                                "the same request as before, or a key that was not used")));
    }
}
