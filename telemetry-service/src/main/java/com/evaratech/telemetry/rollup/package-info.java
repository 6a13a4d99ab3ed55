/**
 * What readings come to in each quarter of an hour and on each of a node's days, written with them:
 * so a chart of a year reads 365 rows and not half a million. Exact whatever comes late, twice or
 * in parts, since only what was not known before is added; where that cannot be done, a row is made
 * anew from what is stored.
 */
@NullMarked
package com.evaratech.telemetry.rollup;

import org.jspecify.annotations.NullMarked;
