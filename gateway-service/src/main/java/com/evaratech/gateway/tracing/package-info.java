/**
 * Which requests are recorded as traces. The gateway decides it for the whole fleet: the services
 * behind it follow what it passes on to them.
 */
@NullMarked
package com.evaratech.gateway.tracing;

import org.jspecify.annotations.NullMarked;
