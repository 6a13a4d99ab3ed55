/** Tests of reading and showing logs. */
@NullMarked
package com.evaratech.local.launcher.logs;

import org.jspecify.annotations.NullMarked;
