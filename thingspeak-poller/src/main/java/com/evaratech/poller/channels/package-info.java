/**
 * The ThingSpeak channels that are polled: which node each one feeds, when it is due, and how far
 * it has been read.
 */
@NullMarked
package com.evaratech.poller.channels;

import org.jspecify.annotations.NullMarked;
