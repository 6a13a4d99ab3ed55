/** How many rules alert-service evaluates in a second of one core, by JMH. */
@NullMarked
package com.evaratech.bench.alerts.evaluation;

import org.jspecify.annotations.NullMarked;
