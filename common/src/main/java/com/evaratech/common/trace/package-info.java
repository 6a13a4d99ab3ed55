/**
 * The trace context as text (W3C), so that it travels with events, where no instrumentation carries
 * it; and which traces are recorded.
 */
@NullMarked
package com.evaratech.common.trace;

import org.jspecify.annotations.NullMarked;
