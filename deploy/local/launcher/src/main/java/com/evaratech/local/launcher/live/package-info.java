/** Live updates of a fleet as lines: the client of {@code /api/v1/ws} behind {@code watch}. */
@NullMarked
package com.evaratech.local.launcher.live;

import org.jspecify.annotations.NullMarked;
