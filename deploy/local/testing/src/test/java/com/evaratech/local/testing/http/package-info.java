/** Tests of asking over HTTP. */
@NullMarked
package com.evaratech.local.testing.http;

import org.jspecify.annotations.NullMarked;
