@NullMarked
package com.evaratech.telemetry.export;

import org.jspecify.annotations.NullMarked;
