/**
 * How many nodes there are, by status and by category, from counters that are kept with every
 * change.
 */
@NullMarked
package com.evaratech.node.stats;

import org.jspecify.annotations.NullMarked;
