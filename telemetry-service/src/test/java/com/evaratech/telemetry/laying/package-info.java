@NullMarked
package com.evaratech.telemetry.laying;

import org.jspecify.annotations.NullMarked;
