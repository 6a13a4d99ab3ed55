/**
 * Recordings of channels played to a packaged fleet, and what must become of each row: counted by
 * rules that are written down here once more, with nothing of the services' code.
 */
@NullMarked
package com.evaratech.local.launcher.it.recordings;

import org.jspecify.annotations.NullMarked;
