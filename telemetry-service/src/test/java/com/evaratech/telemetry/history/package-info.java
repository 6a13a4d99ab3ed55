@NullMarked
package com.evaratech.telemetry.history;

import org.jspecify.annotations.NullMarked;
