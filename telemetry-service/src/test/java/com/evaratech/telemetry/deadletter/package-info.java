@NullMarked
package com.evaratech.telemetry.deadletter;

import org.jspecify.annotations.NullMarked;
