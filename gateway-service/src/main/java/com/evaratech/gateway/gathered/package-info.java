/**
 * Asks the Redis of what may be lost, for many requests at once: limits and kept answers stand in
 * front of nearly every request, and a call for each of them would cost more than they do.
 */
@NullMarked
package com.evaratech.gateway.gathered;

import org.jspecify.annotations.NullMarked;
