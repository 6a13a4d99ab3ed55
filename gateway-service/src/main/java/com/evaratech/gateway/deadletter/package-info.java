/** The dead letters of all services as one list. */
@NullMarked
package com.evaratech.gateway.deadletter;

import org.jspecify.annotations.NullMarked;
