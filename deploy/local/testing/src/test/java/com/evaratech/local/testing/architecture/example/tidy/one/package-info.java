/** An example for the architecture rules. */
@NullMarked
package com.evaratech.local.testing.architecture.example.tidy.one;

import org.jspecify.annotations.NullMarked;
