/** Tests of what holds before the gate. */
@NullMarked
package com.evaratech.gateway.door;

import org.jspecify.annotations.NullMarked;
