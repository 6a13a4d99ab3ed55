/** Tests of the public health routes. */
@NullMarked
package com.evaratech.gateway.health;

import org.jspecify.annotations.NullMarked;
