/** An example for the architecture rules. */
@NullMarked
package com.evaratech.local.testing.architecture.example.tables.two;

import org.jspecify.annotations.NullMarked;
