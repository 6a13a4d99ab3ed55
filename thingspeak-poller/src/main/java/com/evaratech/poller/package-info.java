/** Fetches ThingSpeak channels on time, fairly, completely. */
@NullMarked
package com.evaratech.poller;

import org.jspecify.annotations.NullMarked;
