@NullMarked
package com.evaratech.common.idempotency;

import org.jspecify.annotations.NullMarked;
