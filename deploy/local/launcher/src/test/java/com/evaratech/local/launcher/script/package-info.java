/** Tests of the evara script on a PATH of their own. */
@NullMarked
package com.evaratech.local.launcher.script;

import org.jspecify.annotations.NullMarked;
