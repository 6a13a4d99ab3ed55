@NullMarked
package com.evaratech.bench.profile;

import org.jspecify.annotations.NullMarked;
