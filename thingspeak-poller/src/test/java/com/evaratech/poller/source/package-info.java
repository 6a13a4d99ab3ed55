@NullMarked
package com.evaratech.poller.source;

import org.jspecify.annotations.NullMarked;
