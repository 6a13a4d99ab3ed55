/** Tests of the package of this name. */
@NullMarked
package com.evaratech.local.thingspeak.channels;

import org.jspecify.annotations.NullMarked;
