@NullMarked
package com.evaratech.node.deletion;

import org.jspecify.annotations.NullMarked;
