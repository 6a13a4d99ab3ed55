/** Tests of {@code com.evaratech.poller.channels}. */
@NullMarked
package com.evaratech.poller.channels;

import org.jspecify.annotations.NullMarked;
