@NullMarked
package com.evaratech.telemetry.consumption;

import org.jspecify.annotations.NullMarked;
