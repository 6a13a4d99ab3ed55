/**
 * Evara's home directory on this machine: where data, logs, secrets and the record of the running
 * fleet are.
 */
@NullMarked
package com.evaratech.local.launcher.home;

import org.jspecify.annotations.NullMarked;
