@NullMarked
package com.evaratech.bench.gateway;

import org.jspecify.annotations.NullMarked;
