@NullMarked
package com.evaratech.telemetry.packing;

import org.jspecify.annotations.NullMarked;
