/** The end of a node: its readings are exported, the export is handed out, and they are removed. */
@NullMarked
package com.evaratech.telemetry.deletion;

import org.jspecify.annotations.NullMarked;
