/** Tests of conditional changes. */
@NullMarked
package com.evaratech.common.precondition;

import org.jspecify.annotations.NullMarked;
