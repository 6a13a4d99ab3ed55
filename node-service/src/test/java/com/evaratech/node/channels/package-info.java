@NullMarked
package com.evaratech.node.channels;

import org.jspecify.annotations.NullMarked;
