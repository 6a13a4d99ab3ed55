/** Tests of {@code com.evaratech.common.access}. */
@NullMarked
package com.evaratech.common.access;

import org.jspecify.annotations.NullMarked;
