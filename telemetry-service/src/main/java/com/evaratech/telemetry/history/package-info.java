/**
 * Files with the past of nodes: taken over HTTP in pieces, kept in the database, read row by row
 * and put on the way of all readings, so that each is stored once whatever dies.
 */
@NullMarked
package com.evaratech.telemetry.history;

import org.jspecify.annotations.NullMarked;
