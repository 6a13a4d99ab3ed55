/** An embedded PostgreSQL with durable settings, and the database roles of the services. */
@NullMarked
package com.evaratech.local.postgres;

import org.jspecify.annotations.NullMarked;
