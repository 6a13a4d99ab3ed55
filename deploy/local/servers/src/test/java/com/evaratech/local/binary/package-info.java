/** Tests of finding and unpacking executables. */
@NullMarked
package com.evaratech.local.binary;

import org.jspecify.annotations.NullMarked;
