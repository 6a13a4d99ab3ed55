/** Tests of {@code com.evaratech.common.request}. */
@NullMarked
package com.evaratech.common.request;

import org.jspecify.annotations.NullMarked;
