/** Tests of the local issuer. */
@NullMarked
package com.evaratech.local.identity;

import org.jspecify.annotations.NullMarked;
