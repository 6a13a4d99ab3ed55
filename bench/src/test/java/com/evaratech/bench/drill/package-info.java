@NullMarked
package com.evaratech.bench.drill;

import org.jspecify.annotations.NullMarked;
