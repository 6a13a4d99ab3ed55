/** Tests of the record, the lock and the secrets on a real file system. */
@NullMarked
package com.evaratech.local.launcher.home;

import org.jspecify.annotations.NullMarked;
