/**
 * Polls channels that are due: claims them from the table that all replicas share, reads what is
 * new, publishes it, and only then moves the cursor.
 */
@NullMarked
package com.evaratech.poller.polling;

import org.jspecify.annotations.NullMarked;
