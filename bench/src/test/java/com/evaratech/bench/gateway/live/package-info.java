@NullMarked
package com.evaratech.bench.gateway.live;

import org.jspecify.annotations.NullMarked;
