/** Tells the other services of alerts: the outbox, and its way to the stream of alert events. */
@NullMarked
package com.evaratech.alert.publish;

import org.jspecify.annotations.NullMarked;
