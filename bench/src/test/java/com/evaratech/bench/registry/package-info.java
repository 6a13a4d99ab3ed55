@NullMarked
package com.evaratech.bench.registry;

import org.jspecify.annotations.NullMarked;
