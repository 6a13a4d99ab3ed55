@NullMarked
package com.evaratech.common.secret;

import org.jspecify.annotations.NullMarked;
