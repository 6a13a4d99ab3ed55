/** Tests of {@code com.evaratech.alert.rules}. */
@NullMarked
package com.evaratech.alert.rules;

import org.jspecify.annotations.NullMarked;
