/** Reads a channel's past again because somebody wants it, in the background and to its end. */
@NullMarked
package com.evaratech.poller.history;

import org.jspecify.annotations.NullMarked;
