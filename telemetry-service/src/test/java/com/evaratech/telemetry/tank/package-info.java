@NullMarked
package com.evaratech.telemetry.tank;

import org.jspecify.annotations.NullMarked;
