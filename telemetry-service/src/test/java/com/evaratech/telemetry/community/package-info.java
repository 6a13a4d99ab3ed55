@NullMarked
package com.evaratech.telemetry.community;

import org.jspecify.annotations.NullMarked;
