@NullMarked
package com.evaratech.telemetry.retention;

import org.jspecify.annotations.NullMarked;
