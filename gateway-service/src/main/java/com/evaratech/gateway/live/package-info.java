/**
 * Readings and alerts as they come, over WebSocket: one thread tails the bus, and every connection
 * gets what its person may see and has asked for.
 */
@NullMarked
package com.evaratech.gateway.live;

import org.jspecify.annotations.NullMarked;
