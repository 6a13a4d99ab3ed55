/** Tests of {@code com.evaratech.common.directory.store}. */
@NullMarked
package com.evaratech.common.directory.store;

import org.jspecify.annotations.NullMarked;
