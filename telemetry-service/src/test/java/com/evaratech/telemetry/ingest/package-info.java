@NullMarked
package com.evaratech.telemetry.ingest;

import org.jspecify.annotations.NullMarked;
