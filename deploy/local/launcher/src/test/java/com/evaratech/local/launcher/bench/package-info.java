/** Tests of what the benches compute. */
@NullMarked
package com.evaratech.local.launcher.bench;

import org.jspecify.annotations.NullMarked;
