/** Tests of the embedded PostgreSQL with real servers. */
@NullMarked
package com.evaratech.local.postgres;

import org.jspecify.annotations.NullMarked;
