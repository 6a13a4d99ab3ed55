/** Tests of the service as a whole. */
@NullMarked
package com.evaratech.telemetry;

import org.jspecify.annotations.NullMarked;
