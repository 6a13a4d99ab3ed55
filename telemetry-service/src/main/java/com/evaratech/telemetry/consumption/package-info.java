/** What meters counted by hours, days and months: of nodes, and of all of a community together. */
@NullMarked
package com.evaratech.telemetry.consumption;

import org.jspecify.annotations.NullMarked;
