/** Real servers for the tests of this module: one PostgreSQL and one Redis a JVM. */
@NullMarked
package com.evaratech.common.local;

import org.jspecify.annotations.NullMarked;
