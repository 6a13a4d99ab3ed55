@NullMarked
package com.evaratech.common.trace;

import org.jspecify.annotations.NullMarked;
