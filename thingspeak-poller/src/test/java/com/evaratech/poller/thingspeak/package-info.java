/** Tests of {@code com.evaratech.poller.thingspeak}. */
@NullMarked
package com.evaratech.poller.thingspeak;

import org.jspecify.annotations.NullMarked;
