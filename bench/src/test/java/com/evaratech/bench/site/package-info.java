@NullMarked
package com.evaratech.bench.site;

import org.jspecify.annotations.NullMarked;
