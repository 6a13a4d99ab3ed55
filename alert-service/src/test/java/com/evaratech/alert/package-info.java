/** Tests of the service as a whole. */
@NullMarked
package com.evaratech.alert;

import org.jspecify.annotations.NullMarked;
