/**
 * Work that goes on from a service's start to its end on a virtual thread: relays, followers,
 * consumers. Shared so that all of them wait out an outage in the same way, say so once, and stop
 * in time.
 */
@NullMarked
package com.evaratech.common.loop;

import org.jspecify.annotations.NullMarked;
