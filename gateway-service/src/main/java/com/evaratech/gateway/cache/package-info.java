/**
 * Keeps answers for a while, for whoever has the same role and scope, in the Redis of what may be
 * lost. Which ones, for how long and what ends them is one file, {@code cached-routes.txt}. While
 * Redis is away, requests go around it.
 */
@NullMarked
package com.evaratech.gateway.cache;

import org.jspecify.annotations.NullMarked;
