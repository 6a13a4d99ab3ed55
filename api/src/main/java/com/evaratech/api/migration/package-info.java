/** Rewrites recorded requests of version 1 as requests of version 2. */
@NullMarked
package com.evaratech.api.migration;

import org.jspecify.annotations.NullMarked;
