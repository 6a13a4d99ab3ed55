@NullMarked
package com.evaratech.node.keys;

import org.jspecify.annotations.NullMarked;
