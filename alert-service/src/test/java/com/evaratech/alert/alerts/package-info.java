/** Tests of the package. */
@NullMarked
package com.evaratech.alert.alerts;

import org.jspecify.annotations.NullMarked;
