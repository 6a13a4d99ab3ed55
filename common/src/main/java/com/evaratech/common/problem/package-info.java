/**
 * One form for every error that leaves a service: RFC 9457 problem details with a stable code, the
 * fields at fault and the request id. Every service answers its callers with it, and the gateway
 * passes it on untouched, so that a client needs one error handler for the whole fleet.
 */
@NullMarked
package com.evaratech.common.problem;

import org.jspecify.annotations.NullMarked;
