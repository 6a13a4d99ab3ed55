@NullMarked
package com.evaratech.bench.fleet;

import org.jspecify.annotations.NullMarked;
