/** Tests of the service as a whole. */
@NullMarked
package com.evaratech.poller;

import org.jspecify.annotations.NullMarked;
