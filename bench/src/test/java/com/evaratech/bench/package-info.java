@NullMarked
package com.evaratech.bench;

import org.jspecify.annotations.NullMarked;
