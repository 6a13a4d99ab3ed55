@NullMarked
package com.evaratech.gateway.cache;

import org.jspecify.annotations.NullMarked;
