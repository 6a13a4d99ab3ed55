/** An embedded Redis whose acknowledged writes survive a kill. */
@NullMarked
package com.evaratech.local.redis;

import org.jspecify.annotations.NullMarked;
