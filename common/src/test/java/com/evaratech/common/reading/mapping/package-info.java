@NullMarked
package com.evaratech.common.reading.mapping;

import org.jspecify.annotations.NullMarked;
