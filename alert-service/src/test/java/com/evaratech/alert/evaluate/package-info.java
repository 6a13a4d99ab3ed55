/** Tests of the package. */
@NullMarked
package com.evaratech.alert.evaluate;

import org.jspecify.annotations.NullMarked;
