@NullMarked
package com.evaratech.telemetry.thingspeak;

import org.jspecify.annotations.NullMarked;
