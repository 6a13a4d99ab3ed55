@NullMarked
package com.evaratech.node.idempotency;

import org.jspecify.annotations.NullMarked;
