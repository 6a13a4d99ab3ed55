@NullMarked
package com.evaratech.bench.report;

import org.jspecify.annotations.NullMarked;
