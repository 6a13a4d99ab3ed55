/** Tests of the package. */
@NullMarked
package com.evaratech.alert.deletion;

import org.jspecify.annotations.NullMarked;
