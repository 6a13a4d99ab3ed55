@NullMarked
package com.evaratech.telemetry.channel;

import org.jspecify.annotations.NullMarked;
