@NullMarked
package com.evaratech.common.stream.consume;

import org.jspecify.annotations.NullMarked;
