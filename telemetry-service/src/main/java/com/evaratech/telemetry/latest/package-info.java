/**
 * What nodes reported last. One table holds the newest reading of each node, whatever its kind: a
 * list over all kinds is then one walk along one key, a round of readings is one statement to
 * write, and a column that a kind does not have costs one bit. Names of columns are names of the
 * metric catalogue.
 */
@NullMarked
package com.evaratech.telemetry.latest;

import org.jspecify.annotations.NullMarked;
