@NullMarked
package com.evaratech.poller.gather;

import org.jspecify.annotations.NullMarked;
