@NullMarked
package com.evaratech.gateway.packing;

import org.jspecify.annotations.NullMarked;
