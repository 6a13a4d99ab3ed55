/** A service as small as can be, to try the fixture on. */
@NullMarked
package com.evaratech.local.testing.app;

import org.jspecify.annotations.NullMarked;
