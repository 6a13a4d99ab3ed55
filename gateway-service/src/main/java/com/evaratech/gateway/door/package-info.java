/**
 * What holds for every answer and every request before anybody asks who it is from: headers that
 * keep browsers careful, which other sites' pages may call, and that nobody speaks in the clear.
 */
@NullMarked
package com.evaratech.gateway.door;

import org.jspecify.annotations.NullMarked;
