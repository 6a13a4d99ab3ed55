/** An example for the architecture rules. */
@NullMarked
package com.evaratech.local.testing.architecture.example.other;

import org.jspecify.annotations.NullMarked;
