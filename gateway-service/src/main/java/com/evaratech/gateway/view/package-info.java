/** Answers that the gateway makes of several services' answers. */
@NullMarked
package com.evaratech.gateway.view;

import org.jspecify.annotations.NullMarked;
