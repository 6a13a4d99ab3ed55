/**
 * What the gateway's own work costs: requests through it, through nginx and to the same service
 * without either, in one run; and beside that, live updates.
 */
@NullMarked
package com.evaratech.bench.gateway;

import org.jspecify.annotations.NullMarked;
