@NullMarked
package com.evaratech.bench.alerts.evaluation;

import org.jspecify.annotations.NullMarked;
