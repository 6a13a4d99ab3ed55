/**
 * Readings that devices send over HTTP, each answered for itself: accepted, rejected with its
 * reason, or to be sent again.
 */
@NullMarked
package com.evaratech.telemetry.ingest;

import org.jspecify.annotations.NullMarked;
