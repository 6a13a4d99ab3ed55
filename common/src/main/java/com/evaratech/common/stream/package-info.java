/**
 * Partitioned streams on the bus: what an entry is, where it lies, and what the bus itself knows of
 * a stream (its generation, what was trimmed, how far each group of consumers is). Shared because
 * whoever publishes and whoever consumes must agree on it; nothing in here knows what is in an
 * entry. The whole is explained in docs/architecture/streams.md.
 */
@NullMarked
package com.evaratech.common.stream;

import org.jspecify.annotations.NullMarked;
