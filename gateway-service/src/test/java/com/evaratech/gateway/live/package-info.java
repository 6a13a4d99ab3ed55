@NullMarked
package com.evaratech.gateway.live;

import org.jspecify.annotations.NullMarked;
