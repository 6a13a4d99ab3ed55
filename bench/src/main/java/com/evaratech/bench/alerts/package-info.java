/** How well rules tell what people labelled, beside what is simpler. */
@NullMarked
package com.evaratech.bench.alerts;

import org.jspecify.annotations.NullMarked;
