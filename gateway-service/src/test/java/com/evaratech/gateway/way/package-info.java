@NullMarked
package com.evaratech.gateway.way;

import org.jspecify.annotations.NullMarked;
