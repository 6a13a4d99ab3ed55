@NullMarked
package com.evaratech.telemetry.range;

import org.jspecify.annotations.NullMarked;
