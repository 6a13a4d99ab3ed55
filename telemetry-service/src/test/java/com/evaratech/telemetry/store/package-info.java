@NullMarked
package com.evaratech.telemetry.store;

import org.jspecify.annotations.NullMarked;
