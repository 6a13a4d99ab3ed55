@NullMarked
package com.evaratech.telemetry.pump;

import org.jspecify.annotations.NullMarked;
