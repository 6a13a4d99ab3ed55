/** Tests of the alert events. */
@NullMarked
package com.evaratech.common.alerting;

import org.jspecify.annotations.NullMarked;
