/** What nodes measure, kept and answered; this package holds only the service's errors. */
@NullMarked
package com.evaratech.telemetry;

import org.jspecify.annotations.NullMarked;
