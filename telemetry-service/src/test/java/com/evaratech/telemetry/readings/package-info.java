@NullMarked
package com.evaratech.telemetry.readings;

import org.jspecify.annotations.NullMarked;
