/** Who changed what and when in this service, as people see it. */
@NullMarked
package com.evaratech.telemetry.audit;

import org.jspecify.annotations.NullMarked;
