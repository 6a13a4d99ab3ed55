@NullMarked
package com.evaratech.bench.proof;

import org.jspecify.annotations.NullMarked;
