/** Tests of waiting and of restarting. */
@NullMarked
package com.evaratech.local.launcher.process;

import org.jspecify.annotations.NullMarked;
