@NullMarked
package com.evaratech.telemetry.series;

import org.jspecify.annotations.NullMarked;
