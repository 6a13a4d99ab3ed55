/** How tests wait. */
@NullMarked
package com.evaratech.local.testing.patience;

import org.jspecify.annotations.NullMarked;
