/** A node's rollups of days that are past are put to lie together. */
@NullMarked
package com.evaratech.telemetry.laying;

import org.jspecify.annotations.NullMarked;
