/** Tests of {@code com.evaratech.common.start}. */
@NullMarked
package com.evaratech.common.start;

import org.jspecify.annotations.NullMarked;
