@NullMarked
package com.evaratech.telemetry.outcomes;

import org.jspecify.annotations.NullMarked;
