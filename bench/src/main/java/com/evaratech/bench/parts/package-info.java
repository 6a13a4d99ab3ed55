/** What benches have in common that are measured in parts. */
@NullMarked
package com.evaratech.bench.parts;

import org.jspecify.annotations.NullMarked;
