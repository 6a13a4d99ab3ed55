/** Tests of the limits. */
@NullMarked
package com.evaratech.gateway.limit;

import org.jspecify.annotations.NullMarked;
