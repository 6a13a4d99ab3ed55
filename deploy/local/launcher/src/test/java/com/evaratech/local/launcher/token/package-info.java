/** Tests of the registry's client against an HTTP server that plays it. */
@NullMarked
package com.evaratech.local.launcher.token;

import org.jspecify.annotations.NullMarked;
