@NullMarked
package com.evaratech.node;

import org.jspecify.annotations.NullMarked;
