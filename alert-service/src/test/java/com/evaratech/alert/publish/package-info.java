/** Tests of the package. */
@NullMarked
package com.evaratech.alert.publish;

import org.jspecify.annotations.NullMarked;
