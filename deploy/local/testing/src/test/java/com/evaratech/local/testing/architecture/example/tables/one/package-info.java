/** An example for the architecture rules. */
@NullMarked
package com.evaratech.local.testing.architecture.example.tables.one;

import org.jspecify.annotations.NullMarked;
