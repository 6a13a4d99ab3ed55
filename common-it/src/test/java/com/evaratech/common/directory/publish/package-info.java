@NullMarked
package com.evaratech.common.directory.publish;

import org.jspecify.annotations.NullMarked;
