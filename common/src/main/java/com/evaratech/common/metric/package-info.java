/**
 * What can be measured: the kinds of nodes and the catalogue of their metrics. Whoever accepts a
 * reading checks it against the catalogue, telemetry names its columns after it, alert rules and
 * the API refer to it; one list keeps their names, units and limits the same.
 */
@NullMarked
package com.evaratech.common.metric;

import org.jspecify.annotations.NullMarked;
