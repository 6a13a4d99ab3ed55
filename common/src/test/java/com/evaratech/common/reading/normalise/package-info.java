@NullMarked
package com.evaratech.common.reading.normalise;

import org.jspecify.annotations.NullMarked;
