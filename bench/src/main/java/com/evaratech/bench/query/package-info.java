/** What charts and newest readings take where there are many readings. */
@NullMarked
package com.evaratech.bench.query;

import org.jspecify.annotations.NullMarked;
