package dev.fennel.multiprocess;

import java.io.Closeable;

/**
 * A lock that is held.
 */
interface FileHold extends Closeable {

}
