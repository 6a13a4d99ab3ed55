@NullMarked
package com.evaratech.node.apikeys;

import org.jspecify.annotations.NullMarked;
