/**
 * The JSON documents people and programs send: checked against a published schema, every problem at
 * once.
 */
@NullMarked
package dev.curfew.core.document;

import org.jspecify.annotations.NullMarked;
