@NullMarked
package com.evaratech.common.loop;

import org.jspecify.annotations.NullMarked;
