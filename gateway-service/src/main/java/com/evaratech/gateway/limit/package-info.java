/**
 * How often callers may ask: each request draws on a few buckets (of the person and route, the
 * tenant, the device, the address), which all replicas share in Redis. While Redis is away, each
 * replica keeps buckets of its own, by the same arithmetic.
 */
@NullMarked
package com.evaratech.gateway.limit;

import org.jspecify.annotations.NullMarked;
