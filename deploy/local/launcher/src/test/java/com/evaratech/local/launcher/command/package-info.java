/** Tests of the command line. */
@NullMarked
package com.evaratech.local.launcher.command;

import org.jspecify.annotations.NullMarked;
