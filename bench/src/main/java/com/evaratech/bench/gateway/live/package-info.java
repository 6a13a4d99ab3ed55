/**
 * Live updates in bulk: thousands of WebSocket clients at one packaged gateway, and what it costs
 * to tell all of them what their tanks measure.
 */
@NullMarked
package com.evaratech.bench.gateway.live;

import org.jspecify.annotations.NullMarked;
