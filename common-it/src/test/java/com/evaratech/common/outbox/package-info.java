@NullMarked
package com.evaratech.common.outbox;

import org.jspecify.annotations.NullMarked;
