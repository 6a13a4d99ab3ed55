/**
 * Turns whatever a JAX-RS resource throws into a problem. Apart from the problem itself because the
 * gateway, which only routes, runs without JAX-RS; shared because all other services have it.
 */
@NullMarked
package com.evaratech.common.problem.rest;

import org.jspecify.annotations.NullMarked;
