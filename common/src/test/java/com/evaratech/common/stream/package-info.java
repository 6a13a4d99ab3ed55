@NullMarked
package com.evaratech.common.stream;

import org.jspecify.annotations.NullMarked;
