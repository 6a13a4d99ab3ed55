/** Tests of the architecture rules. */
@NullMarked
package com.evaratech.local.testing.architecture;

import org.jspecify.annotations.NullMarked;
