/** How long readings and rollups are kept, and that months are there before they are needed. */
@NullMarked
package com.evaratech.telemetry.retention;

import org.jspecify.annotations.NullMarked;
