/** Tests of the package of this name. */
@NullMarked
package com.evaratech.local.thingspeak.replay;

import org.jspecify.annotations.NullMarked;
