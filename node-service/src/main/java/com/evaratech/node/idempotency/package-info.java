/** Answers of creations, kept for a day, so that a request that is sent again makes nothing new. */
@NullMarked
package com.evaratech.node.idempotency;

import org.jspecify.annotations.NullMarked;
