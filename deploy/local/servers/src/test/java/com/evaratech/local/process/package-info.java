/** Tests of ports, processes and locks. */
@NullMarked
package com.evaratech.local.process;

import org.jspecify.annotations.NullMarked;
