/** All readings of many nodes as a file, as large as it may be. */
@NullMarked
package com.evaratech.telemetry.export;

import org.jspecify.annotations.NullMarked;
