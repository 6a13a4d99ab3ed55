/** Tests of {@code com.evaratech.common.page}. */
@NullMarked
package com.evaratech.common.page;

import org.jspecify.annotations.NullMarked;
