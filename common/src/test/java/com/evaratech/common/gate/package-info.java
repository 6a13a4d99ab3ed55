/** Tests of {@code com.evaratech.common.gate}. */
@NullMarked
package com.evaratech.common.gate;

import org.jspecify.annotations.NullMarked;
