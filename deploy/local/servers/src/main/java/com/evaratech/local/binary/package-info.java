/**
 * The servers' executables: found on the class path for this platform and unpacked once per
 * content.
 */
@NullMarked
package com.evaratech.local.binary;

import org.jspecify.annotations.NullMarked;
