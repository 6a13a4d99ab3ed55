/**
 * Tests of the packaged service: how it starts, refuses to start and stops, as an operator sees it.
 */
@NullMarked
package com.evaratech.gateway.start;

import org.jspecify.annotations.NullMarked;
