/** Tests of which requests are recorded. */
@NullMarked
package com.evaratech.gateway.tracing;

import org.jspecify.annotations.NullMarked;
