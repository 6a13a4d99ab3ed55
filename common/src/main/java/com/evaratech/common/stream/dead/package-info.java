/**
 * The dead letters of a service as people see and settle them: listed, looked into, tried again,
 * discarded. Shared because each service that consumes a stream has them, in its own schema.
 */
@NullMarked
package com.evaratech.common.stream.dead;

import org.jspecify.annotations.NullMarked;
