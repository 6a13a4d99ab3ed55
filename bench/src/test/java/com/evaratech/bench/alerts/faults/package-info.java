@NullMarked
package com.evaratech.bench.alerts.faults;

import org.jspecify.annotations.NullMarked;
