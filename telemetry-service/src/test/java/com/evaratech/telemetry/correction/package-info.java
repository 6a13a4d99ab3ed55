@NullMarked
package com.evaratech.telemetry.correction;

import org.jspecify.annotations.NullMarked;
