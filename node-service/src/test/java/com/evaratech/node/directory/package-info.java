@NullMarked
package com.evaratech.node.directory;

import org.jspecify.annotations.NullMarked;
