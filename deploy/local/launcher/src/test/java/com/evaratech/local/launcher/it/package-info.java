/**
 * The packaged fleet as people run it: real processes, real servers, a home of its own for each
 * test.
 */
@NullMarked
package com.evaratech.local.launcher.it;

import org.jspecify.annotations.NullMarked;
