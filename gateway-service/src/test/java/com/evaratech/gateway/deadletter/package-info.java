@NullMarked
package com.evaratech.gateway.deadletter;

import org.jspecify.annotations.NullMarked;
