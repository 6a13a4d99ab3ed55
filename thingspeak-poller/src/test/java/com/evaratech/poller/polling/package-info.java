/** Tests of {@code com.evaratech.poller.polling}. */
@NullMarked
package com.evaratech.poller.polling;

import org.jspecify.annotations.NullMarked;
