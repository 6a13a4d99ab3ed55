/** Tests of {@code com.evaratech.common.directory}. */
@NullMarked
package com.evaratech.common.directory;

import org.jspecify.annotations.NullMarked;
