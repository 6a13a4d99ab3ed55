/** Tests of {@code com.evaratech.poller.mapping}. */
@NullMarked
package com.evaratech.poller.mapping;

import org.jspecify.annotations.NullMarked;
