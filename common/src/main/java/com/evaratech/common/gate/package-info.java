/**
 * The gate before every public route: token, profile, role. Shared because every service checks
 * every request itself: the gateway is a door, not a wall behind which nobody looks.
 */
@NullMarked
package com.evaratech.common.gate;

import org.jspecify.annotations.NullMarked;
