/**
 * The fleet of one machine: which processes it has, what each is told, in which order they start
 * and stop.
 */
@NullMarked
package com.evaratech.local.launcher.fleet;

import org.jspecify.annotations.NullMarked;
