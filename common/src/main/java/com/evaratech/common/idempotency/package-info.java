/**
 * Requests that may be sent twice and count once: the header {@code Idempotency-Key}. Shared
 * because a client's repeating is the same towards every service.
 */
@NullMarked
package com.evaratech.common.idempotency;

import org.jspecify.annotations.NullMarked;
