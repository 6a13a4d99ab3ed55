/** What a fleet shows of itself: its metrics, held against their document, and its logs. */
@NullMarked
package com.evaratech.local.launcher.it.seen;

import org.jspecify.annotations.NullMarked;
