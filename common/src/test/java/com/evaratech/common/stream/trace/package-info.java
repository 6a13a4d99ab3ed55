/** Tests of how rounds are shown in traces. */
@NullMarked
package com.evaratech.common.stream.trace;

import org.jspecify.annotations.NullMarked;
