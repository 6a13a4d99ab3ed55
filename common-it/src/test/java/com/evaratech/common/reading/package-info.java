@NullMarked
package com.evaratech.common.reading;

import org.jspecify.annotations.NullMarked;
