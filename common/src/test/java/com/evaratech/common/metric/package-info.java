/** Tests of {@code com.evaratech.common.metric}. */
@NullMarked
package com.evaratech.common.metric;

import org.jspecify.annotations.NullMarked;
