/**
 * What all nodes of a community come to by hours, days and months: how high levels were, how much
 * water there was, how long pumps ran.
 */
@NullMarked
package com.evaratech.telemetry.community;

import org.jspecify.annotations.NullMarked;
