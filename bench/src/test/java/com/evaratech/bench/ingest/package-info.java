@NullMarked
package com.evaratech.bench.ingest;

import org.jspecify.annotations.NullMarked;
