@NullMarked
package com.evaratech.common.bus;

import org.jspecify.annotations.NullMarked;
