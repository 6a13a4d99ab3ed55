@NullMarked
package com.evaratech.node.audit;

import org.jspecify.annotations.NullMarked;
