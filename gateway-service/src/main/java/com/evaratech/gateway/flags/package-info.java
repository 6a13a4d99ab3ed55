/**
 * What operators switch while the gateway runs: files of a folder, named and filled as the
 * variables that they overrule. Only what can change between two requests is here; what opens ports
 * or schemas is settled at start.
 */
@NullMarked
package com.evaratech.gateway.flags;

import org.jspecify.annotations.NullMarked;
