/** An example for the route check. */
@NullMarked
package com.evaratech.local.testing.route.example;

import org.jspecify.annotations.NullMarked;
