/**
 * How soon a node that stops reporting is an alert, from its last reading through the whole fleet.
 */
@NullMarked
package com.evaratech.bench.alerts.offline;

import org.jspecify.annotations.NullMarked;
