/**
 * What every service measures alike. The dashboards, alerts and recording rules read one metric
 * over the whole fleet, which only adds up when all services count into the same buckets.
 */
@NullMarked
package com.evaratech.common.monitoring;

import org.jspecify.annotations.NullMarked;
