/** Alert rules and what becomes of them; this package holds only the service's errors. */
@NullMarked
package com.evaratech.alert;

import org.jspecify.annotations.NullMarked;
