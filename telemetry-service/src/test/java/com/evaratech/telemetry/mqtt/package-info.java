@NullMarked
package com.evaratech.telemetry.mqtt;

import org.jspecify.annotations.NullMarked;
