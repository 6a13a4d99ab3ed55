@NullMarked
package com.evaratech.local.testing.example;

import org.jspecify.annotations.NullMarked;
