/** Tests of {@code com.evaratech.common.forget}. */
@NullMarked
package com.evaratech.common.forget;

import org.jspecify.annotations.NullMarked;
