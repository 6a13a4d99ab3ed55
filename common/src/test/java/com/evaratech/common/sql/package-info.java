/** Tests of {@code com.evaratech.common.sql}. */
@NullMarked
package com.evaratech.common.sql;

import org.jspecify.annotations.NullMarked;
