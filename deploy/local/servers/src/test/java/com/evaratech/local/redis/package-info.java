/** Tests of the embedded Redis with real servers. */
@NullMarked
package com.evaratech.local.redis;

import org.jspecify.annotations.NullMarked;
