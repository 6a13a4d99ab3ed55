/**
 * Loses a PostgreSQL and restores it by the scripts of {@code deploy/backup}: to the last archived
 * moment and to a chosen second, with what the bus still has on top.
 */
@NullMarked
package com.evaratech.bench.drill;

import org.jspecify.annotations.NullMarked;
