/**
 * Alert-service with a large fleet: how soon it judges again after it was killed, and how soon it
 * tells of nodes that fall silent.
 */
@NullMarked
package com.evaratech.bench.alerts.large;

import org.jspecify.annotations.NullMarked;
