/** Tests of live updates in a shell. */
@NullMarked
package com.evaratech.local.launcher.live;

import org.jspecify.annotations.NullMarked;
