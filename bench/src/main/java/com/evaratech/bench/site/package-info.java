/** Tanks of a fleet, the rules that watch them, their devices, and whoever looks on. */
@NullMarked
package com.evaratech.bench.site;

import org.jspecify.annotations.NullMarked;
