/** Tests of the route check. */
@NullMarked
package com.evaratech.local.testing.route;

import org.jspecify.annotations.NullMarked;
