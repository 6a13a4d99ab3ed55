/** The local token issuer, standing in for the identity provider, and generated secrets. */
@NullMarked
package com.evaratech.local.identity;

import org.jspecify.annotations.NullMarked;
