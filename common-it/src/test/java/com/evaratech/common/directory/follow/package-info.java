@NullMarked
package com.evaratech.common.directory.follow;

import org.jspecify.annotations.NullMarked;
