/** The agreement between a service's HTTP resources and the route matrix, checked in its build. */
@NullMarked
package com.evaratech.local.testing.route;

import org.jspecify.annotations.NullMarked;
