/** The entries of streams that this service refused, for people who decide what becomes of them. */
@NullMarked
package com.evaratech.alert.deadletter;

import org.jspecify.annotations.NullMarked;
