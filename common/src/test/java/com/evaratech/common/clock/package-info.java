/** Tests of the time that services inject. */
@NullMarked
package com.evaratech.common.clock;

import org.jspecify.annotations.NullMarked;
