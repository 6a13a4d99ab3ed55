@NullMarked
package com.evaratech.local.testing.contract;

import org.jspecify.annotations.NullMarked;
