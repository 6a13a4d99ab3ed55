/**
 * Tells load balancers and status pages outside the cluster whether the gateway lives and is ready,
 * without a token and without a word about what is behind it.
 */
@NullMarked
package com.evaratech.gateway.health;

import org.jspecify.annotations.NullMarked;
