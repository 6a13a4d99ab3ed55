/** Tests that the stand-in for ThingSpeak speaks of what our catalogue knows. */
@NullMarked
package com.evaratech.poller.standin;

import org.jspecify.annotations.NullMarked;
