@NullMarked
package com.evaratech.telemetry.deletion;

import org.jspecify.annotations.NullMarked;
