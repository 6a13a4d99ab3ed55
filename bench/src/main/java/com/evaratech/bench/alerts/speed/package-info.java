/** How soon a reading becomes an alert in the database and at somebody who looks on. */
@NullMarked
package com.evaratech.bench.alerts.speed;

import org.jspecify.annotations.NullMarked;
