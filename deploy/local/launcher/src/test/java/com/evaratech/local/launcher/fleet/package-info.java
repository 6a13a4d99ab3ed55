/** Tests of the supervisor with small real processes, and of what services are told. */
@NullMarked
package com.evaratech.local.launcher.fleet;

import org.jspecify.annotations.NullMarked;
