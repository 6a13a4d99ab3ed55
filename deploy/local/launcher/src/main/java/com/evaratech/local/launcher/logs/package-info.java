/**
 * The fleet's log files: where they are cut, how a line written for machines reads to people, how
 * they are followed.
 */
@NullMarked
package com.evaratech.local.launcher.logs;

import org.jspecify.annotations.NullMarked;
