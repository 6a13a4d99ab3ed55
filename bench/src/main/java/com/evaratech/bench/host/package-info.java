/** The servers that proofs and benches run on, and what can be done to them. */
@NullMarked
package com.evaratech.bench.host;

import org.jspecify.annotations.NullMarked;
