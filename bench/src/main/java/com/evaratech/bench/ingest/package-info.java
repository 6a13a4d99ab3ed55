/**
 * The whole way of readings through a packaged fleet: how many a second, how soon, at what cost,
 * and what PostgreSQL alone does with the same rows.
 */
@NullMarked
package com.evaratech.bench.ingest;

import org.jspecify.annotations.NullMarked;
