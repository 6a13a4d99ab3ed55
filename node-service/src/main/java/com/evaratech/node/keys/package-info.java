/** The keys that devices show with the readings they send: issued once, known by hash, revoked. */
@NullMarked
package com.evaratech.node.keys;

import org.jspecify.annotations.NullMarked;
