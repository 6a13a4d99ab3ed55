/** Tests of what all local servers share. */
@NullMarked
package com.evaratech.local;

import org.jspecify.annotations.NullMarked;
