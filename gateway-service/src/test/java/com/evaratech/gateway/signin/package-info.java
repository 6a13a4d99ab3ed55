/** Tests of signing in. */
@NullMarked
package com.evaratech.gateway.signin;

import org.jspecify.annotations.NullMarked;
