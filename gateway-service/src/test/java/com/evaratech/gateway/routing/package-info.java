/** Tests of routing: plain ones of its parts, and the whole way with services that play along. */
@NullMarked
package com.evaratech.gateway.routing;

import org.jspecify.annotations.NullMarked;
