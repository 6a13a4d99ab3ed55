/**
 * Tells alerts to people's own systems: written with what they tell, sent in order, as often as it
 * takes.
 */
@NullMarked
package com.evaratech.alert.deliveries;

import org.jspecify.annotations.NullMarked;
