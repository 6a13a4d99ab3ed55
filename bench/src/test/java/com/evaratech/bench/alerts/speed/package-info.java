@NullMarked
package com.evaratech.bench.alerts.speed;

import org.jspecify.annotations.NullMarked;
