/**
 * A packaged fleet of all services, started as anybody would, or the registry alone, and what their
 * processes cost.
 */
@NullMarked
package com.evaratech.bench.fleet;

import org.jspecify.annotations.NullMarked;
