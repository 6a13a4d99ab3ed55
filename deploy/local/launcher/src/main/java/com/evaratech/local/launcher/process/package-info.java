/**
 * Processes of this machine as the launcher sees them: started, asked whether they are ready,
 * stopped, found again.
 */
@NullMarked
package com.evaratech.local.launcher.process;

import org.jspecify.annotations.NullMarked;
