@NullMarked
package com.evaratech.poller.preview;

import org.jspecify.annotations.NullMarked;
