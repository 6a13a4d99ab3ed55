/** Checks of the gateway as a whole. */
@NullMarked
package com.evaratech.gateway;

import org.jspecify.annotations.NullMarked;
