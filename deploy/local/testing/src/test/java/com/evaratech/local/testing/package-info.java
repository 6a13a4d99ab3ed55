/** Tests of the fixture itself. */
@NullMarked
package com.evaratech.local.testing;

import org.jspecify.annotations.NullMarked;
