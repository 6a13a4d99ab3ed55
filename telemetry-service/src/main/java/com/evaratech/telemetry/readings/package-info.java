/**
 * Readings wherever they lie, in the partitions of their month or packed: whoever reads them asks
 * here, and nobody else knows of the difference.
 */
@NullMarked
package com.evaratech.telemetry.readings;

import org.jspecify.annotations.NullMarked;
