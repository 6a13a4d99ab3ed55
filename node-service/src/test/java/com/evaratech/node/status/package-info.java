@NullMarked
package com.evaratech.node.status;

import org.jspecify.annotations.NullMarked;
