package org.keyturn.agent.directory;

/** A test that runs on whichever server it is given. */
interface OnServer {

  DirectoryLab lab();
}
