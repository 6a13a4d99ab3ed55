/** The arrows between packages, checked in each service's build. */
@NullMarked
package com.evaratech.local.testing.architecture;

import org.jspecify.annotations.NullMarked;
