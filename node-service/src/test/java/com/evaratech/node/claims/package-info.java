@NullMarked
package com.evaratech.node.claims;

import org.jspecify.annotations.NullMarked;
