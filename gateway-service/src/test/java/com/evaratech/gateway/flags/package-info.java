@NullMarked
package com.evaratech.gateway.flags;

import org.jspecify.annotations.NullMarked;
