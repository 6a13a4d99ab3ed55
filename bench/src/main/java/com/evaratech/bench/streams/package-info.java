/** What carrying readings over a stream costs, beside what the servers cost alone. */
@NullMarked
package com.evaratech.bench.streams;

import org.jspecify.annotations.NullMarked;
