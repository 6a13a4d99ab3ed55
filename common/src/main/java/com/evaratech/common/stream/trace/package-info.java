/** Shows in traces what a consumer does with the entries of a stream. */
@NullMarked
package com.evaratech.common.stream.trace;

import org.jspecify.annotations.NullMarked;
