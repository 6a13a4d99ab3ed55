/** Connections for work that can wait, so that it never holds up what cannot. */
@NullMarked
package com.evaratech.telemetry.aside;

import org.jspecify.annotations.NullMarked;
