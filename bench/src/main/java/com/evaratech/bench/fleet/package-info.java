/** A packaged fleet of all services, started as anybody would, and what its processes cost. */
@NullMarked
package com.evaratech.bench.fleet;

import org.jspecify.annotations.NullMarked;
