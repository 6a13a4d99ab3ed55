/** How fast channels are polled and what that costs, and that kills lose and double nothing. */
@NullMarked
package com.evaratech.bench.poll;

import org.jspecify.annotations.NullMarked;
