@NullMarked
package com.evaratech.common.stream.publish;

import org.jspecify.annotations.NullMarked;
