/** Tests of {@code com.evaratech.common.problem}. */
@NullMarked
package com.evaratech.common.problem;

import org.jspecify.annotations.NullMarked;
