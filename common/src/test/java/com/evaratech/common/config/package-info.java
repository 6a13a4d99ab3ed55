/** Tests of {@code com.evaratech.common.config}. */
@NullMarked
package com.evaratech.common.config;

import org.jspecify.annotations.NullMarked;
