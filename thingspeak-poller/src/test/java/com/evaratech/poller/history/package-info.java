@NullMarked
package com.evaratech.poller.history;

import org.jspecify.annotations.NullMarked;
