@NullMarked
package com.evaratech.telemetry.rollup;

import org.jspecify.annotations.NullMarked;
