/** Measures what starting costs on this machine, and trains the AOT caches that make it cheaper. */
@NullMarked
package com.evaratech.local.launcher.bench;

import org.jspecify.annotations.NullMarked;
