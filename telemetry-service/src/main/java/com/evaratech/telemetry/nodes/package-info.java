/** The service's own copy of the registry's nodes, for questions that join and scope in SQL. */
@NullMarked
package com.evaratech.telemetry.nodes;

import org.jspecify.annotations.NullMarked;
